CREATE TABLE "queues" (
	"bot" text NOT NULL,
	"chat" text NOT NULL,
	"head" bigint,
	"is_urgent" boolean NOT NULL,
	"free_at" timestamp with time zone,
	CONSTRAINT "queues_bot_chat_pk" PRIMARY KEY("bot","chat")
);
--> statement-breakpoint
-- Pauses of chats, seconds long: the queues keep them from now on.
DELETE FROM "gates";--> statement-breakpoint
DROP INDEX "deliveries_waiting";--> statement-breakpoint
ALTER TABLE "gates" DROP CONSTRAINT "gates_bot_chat_pk";--> statement-breakpoint
ALTER TABLE "gates" DROP COLUMN "chat";--> statement-breakpoint
ALTER TABLE "gates" ADD PRIMARY KEY ("bot");--> statement-breakpoint
ALTER TABLE "gates" ALTER COLUMN "free_at" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "deliveries" ADD COLUMN "is_queued" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "gates" ADD COLUMN "turn_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "queues" ADD CONSTRAINT "queues_bot_bots_id_fk" FOREIGN KEY ("bot") REFERENCES "public"."bots"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "queues_heads" ON "queues" USING btree ("bot","is_urgent" DESC NULLS LAST,"head") WHERE "queues"."head" is not null;--> statement-breakpoint
CREATE INDEX "deliveries_queued" ON "deliveries" USING btree ("bot","chat","is_urgent" DESC NULLS LAST,"number") WHERE "deliveries"."state" = 'waiting' and "deliveries"."is_queued";--> statement-breakpoint
CREATE INDEX "deliveries_coming" ON "deliveries" USING btree ("bot","not_before_at") WHERE "deliveries"."state" = 'waiting' and not "deliveries"."is_queued" and "deliveries"."kind" in ('post', 'edit');--> statement-breakpoint
CREATE INDEX "deliveries_answers" ON "deliveries" USING btree ("bot","number") WHERE "deliveries"."state" = 'waiting' and "deliveries"."kind" in ('answer', 'form');
