CREATE TABLE "leaves" (
	"committee_id" text NOT NULL,
	"officer" text NOT NULL,
	"from_on" date NOT NULL,
	"to_on" date NOT NULL,
	"deputy" text,
	CONSTRAINT "leaves_committee_id_officer_from_on_pk" PRIMARY KEY("committee_id","officer","from_on")
);
--> statement-breakpoint
DROP INDEX "deliveries_chat";--> statement-breakpoint
ALTER TABLE "matters" ADD COLUMN "settle_again_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "leaves" ADD CONSTRAINT "leaves_committee_id_committees_id_fk" FOREIGN KEY ("committee_id") REFERENCES "public"."committees"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "leaves" ADD CONSTRAINT "leaves_committee_id_officer_officers_committee_id_id_fk" FOREIGN KEY ("committee_id","officer") REFERENCES "public"."officers"("committee_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "leaves" ADD CONSTRAINT "leaves_committee_id_deputy_officers_committee_id_id_fk" FOREIGN KEY ("committee_id","deputy") REFERENCES "public"."officers"("committee_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "deliveries_messages" ON "deliveries" USING gin ("messages" jsonb_path_ops);--> statement-breakpoint
CREATE INDEX "deliveries_actions" ON "deliveries" USING btree ("committee_id","bot","chat","number") WHERE jsonb_array_length("deliveries"."actions") > 0;--> statement-breakpoint
CREATE INDEX "deliveries_target" ON "deliveries" USING btree ("committee_id","target") WHERE "deliveries"."state" = 'waiting';