CREATE TABLE "quotas" (
	"bot" text NOT NULL,
	"month" text NOT NULL,
	"used" integer NOT NULL,
	CONSTRAINT "quotas_bot_month_pk" PRIMARY KEY("bot","month")
);
--> statement-breakpoint
ALTER TABLE "quotas" ADD CONSTRAINT "quotas_bot_bots_id_fk" FOREIGN KEY ("bot") REFERENCES "public"."bots"("id") ON DELETE no action ON UPDATE no action;