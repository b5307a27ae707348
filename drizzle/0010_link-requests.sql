CREATE TABLE "link_requests" (
	"committee_id" text NOT NULL,
	"id" text NOT NULL,
	"bot" text NOT NULL,
	"messenger" text NOT NULL,
	"vendor_user" text NOT NULL,
	"chat" text NOT NULL,
	"officer" text NOT NULL,
	"old_officer" text,
	"old_user" text,
	"old_chat" text,
	"asked_at" timestamp with time zone NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"outcome" text,
	"decided_by" text,
	"decided_at" timestamp with time zone,
	CONSTRAINT "link_requests_committee_id_id_pk" PRIMARY KEY("committee_id","id")
);
--> statement-breakpoint
ALTER TABLE "link_requests" ADD CONSTRAINT "link_requests_committee_id_committees_id_fk" FOREIGN KEY ("committee_id") REFERENCES "public"."committees"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "link_requests" ADD CONSTRAINT "link_requests_bot_bots_id_fk" FOREIGN KEY ("bot") REFERENCES "public"."bots"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "link_requests_open" ON "link_requests" USING btree ("committee_id","expires_at") WHERE "link_requests"."outcome" is null;