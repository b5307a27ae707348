CREATE TABLE "deadlines" (
	"committee_id" text NOT NULL,
	"reference" text NOT NULL,
	"unit" text NOT NULL,
	"due_at" timestamp with time zone NOT NULL,
	CONSTRAINT "deadlines_committee_id_reference_unit_due_at_pk" PRIMARY KEY("committee_id","reference","unit","due_at")
);
--> statement-breakpoint
ALTER TABLE "committees" ADD COLUMN "digest_at" text DEFAULT '07:15' NOT NULL;--> statement-breakpoint
ALTER TABLE "officers" ADD COLUMN "digest_at" text;--> statement-breakpoint
ALTER TABLE "deadlines" ADD CONSTRAINT "deadlines_committee_id_committees_id_fk" FOREIGN KEY ("committee_id") REFERENCES "public"."committees"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "deadlines_due" ON "deadlines" USING btree ("committee_id","due_at");--> statement-breakpoint
CREATE INDEX "deliveries_dead" ON "deliveries" USING btree ("committee_id","ended_at") WHERE "deliveries"."state" = 'dead';--> statement-breakpoint
CREATE INDEX "obligations_due" ON "obligations" USING btree ("committee_id","due_at");