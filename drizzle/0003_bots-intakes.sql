CREATE TABLE "bot_secrets" (
	"bot" text PRIMARY KEY NOT NULL,
	"secret" "bytea"
);
--> statement-breakpoint
CREATE TABLE "intakes" (
	"bot" text PRIMARY KEY NOT NULL,
	"caught_up_at" timestamp with time zone NOT NULL,
	"known_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "bots" ADD COLUMN "settings" "bytea";--> statement-breakpoint
ALTER TABLE "bots" ADD COLUMN "disabled_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "inbound" ADD COLUMN "since_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "bot_secrets" ADD CONSTRAINT "bot_secrets_bot_bots_id_fk" FOREIGN KEY ("bot") REFERENCES "public"."bots"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "intakes" ADD CONSTRAINT "intakes_bot_bots_id_fk" FOREIGN KEY ("bot") REFERENCES "public"."bots"("id") ON DELETE no action ON UPDATE no action;