CREATE SEQUENCE "public"."delivery_numbers" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1;--> statement-breakpoint
CREATE TABLE "accounts" (
	"committee_id" text NOT NULL,
	"bot" text NOT NULL,
	"vendor_user" text NOT NULL,
	"officer" text NOT NULL,
	"chat" text NOT NULL,
	"preference" integer NOT NULL,
	"is_reachable" boolean NOT NULL,
	"linked_at" timestamp with time zone NOT NULL,
	CONSTRAINT "accounts_committee_id_bot_vendor_user_pk" PRIMARY KEY("committee_id","bot","vendor_user"),
	CONSTRAINT "accounts_officer" UNIQUE("committee_id","bot","officer")
);
--> statement-breakpoint
CREATE TABLE "acting_orders" (
	"committee_id" text NOT NULL,
	"unit" text NOT NULL,
	"officer" text NOT NULL,
	"number" text NOT NULL,
	"from_on" date NOT NULL,
	"to_on" date NOT NULL,
	CONSTRAINT "acting_orders_committee_id_unit_number_pk" PRIMARY KEY("committee_id","unit","number")
);
--> statement-breakpoint
CREATE TABLE "bots" (
	"id" text PRIMARY KEY NOT NULL,
	"committee_id" text NOT NULL,
	"messenger" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "calendar_days" (
	"committee_id" text NOT NULL,
	"on" date NOT NULL,
	"name" text NOT NULL,
	"kind" text NOT NULL,
	"source" text NOT NULL,
	"provisional" boolean NOT NULL,
	CONSTRAINT "calendar_days_committee_id_on_pk" PRIMARY KEY("committee_id","on")
);
--> statement-breakpoint
CREATE TABLE "channels" (
	"committee_id" text NOT NULL,
	"purpose" text NOT NULL,
	"unit" text NOT NULL,
	"bot" text NOT NULL,
	"chat" text NOT NULL,
	"bound_at" timestamp with time zone NOT NULL,
	CONSTRAINT "channels_committee_id_purpose_unit_pk" PRIMARY KEY("committee_id","purpose","unit"),
	CONSTRAINT "channels_chat" UNIQUE("committee_id","bot","chat")
);
--> statement-breakpoint
CREATE TABLE "committees" (
	"id" text PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"level" text NOT NULL,
	"time_zone" text NOT NULL,
	"language" text NOT NULL,
	"profile" text NOT NULL,
	"own_regulation" jsonb,
	"overrides" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"directory_version" integer DEFAULT 1 NOT NULL
);
--> statement-breakpoint
CREATE TABLE "deliveries" (
	"committee_id" text NOT NULL,
	"number" bigint DEFAULT nextval('delivery_numbers') NOT NULL,
	"key" text NOT NULL,
	"bot" text NOT NULL,
	"chat" text NOT NULL,
	"is_private" boolean NOT NULL,
	"officer" text,
	"kind" text NOT NULL,
	"reference" text,
	"notice" jsonb NOT NULL,
	"target" bigint,
	"press" text,
	"is_live" boolean NOT NULL,
	"is_urgent" boolean NOT NULL,
	"state" text NOT NULL,
	"not_before_at" timestamp with time zone NOT NULL,
	"until_at" timestamp with time zone,
	"attempts" integer NOT NULL,
	"faults" integer NOT NULL,
	"leased_until_at" timestamp with time zone,
	"messages" jsonb NOT NULL,
	"actions" jsonb NOT NULL,
	"recorded_at" timestamp with time zone NOT NULL,
	"ended_at" timestamp with time zone,
	"failure" text,
	CONSTRAINT "deliveries_committee_id_number_pk" PRIMARY KEY("committee_id","number"),
	CONSTRAINT "deliveries_key" UNIQUE("committee_id","key")
);
--> statement-breakpoint
CREATE TABLE "deployment_keys" (
	"name" text PRIMARY KEY NOT NULL,
	"key" "bytea" NOT NULL,
	"made_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "dialogues" (
	"committee_id" text NOT NULL,
	"bot" text NOT NULL,
	"chat" text NOT NULL,
	"officer" text NOT NULL,
	"id" text DEFAULT '' NOT NULL,
	"action" text NOT NULL,
	"values" jsonb NOT NULL,
	"asking" text,
	"changed_at" timestamp with time zone NOT NULL,
	CONSTRAINT "dialogues_committee_id_bot_chat_officer_pk" PRIMARY KEY("committee_id","bot","chat","officer")
);
--> statement-breakpoint
CREATE TABLE "evidence" (
	"committee_id" text NOT NULL,
	"reference" text NOT NULL,
	"sequence" integer NOT NULL,
	"type" text NOT NULL,
	"actor" text,
	"messenger" text,
	"happened_at" timestamp with time zone NOT NULL,
	"recorded_at" timestamp with time zone NOT NULL,
	"body" jsonb NOT NULL,
	"previous_hash" text NOT NULL,
	"hash" text NOT NULL,
	CONSTRAINT "evidence_committee_id_reference_sequence_pk" PRIMARY KEY("committee_id","reference","sequence")
);
--> statement-breakpoint
CREATE TABLE "files" (
	"committee_id" text NOT NULL,
	"id" text NOT NULL,
	"name" text NOT NULL,
	"mime" text NOT NULL,
	"sha256" text NOT NULL,
	"bytes" "bytea" NOT NULL,
	"stored_by" text,
	"stored_at" timestamp with time zone NOT NULL,
	CONSTRAINT "files_committee_id_id_pk" PRIMARY KEY("committee_id","id")
);
--> statement-breakpoint
CREATE TABLE "gates" (
	"bot" text NOT NULL,
	"chat" text NOT NULL,
	"free_at" timestamp with time zone NOT NULL,
	CONSTRAINT "gates_bot_chat_pk" PRIMARY KEY("bot","chat")
);
--> statement-breakpoint
CREATE TABLE "inbound" (
	"bot" text NOT NULL,
	"update" text NOT NULL,
	"number" bigint GENERATED ALWAYS AS IDENTITY (sequence name "inbound_number_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"chat" text NOT NULL,
	"body" jsonb,
	"is_secret" boolean NOT NULL,
	"received_at" timestamp with time zone NOT NULL,
	"handled_at" timestamp with time zone,
	"attempts" integer NOT NULL,
	"retry_at" timestamp with time zone,
	"failure" text,
	CONSTRAINT "inbound_bot_update_pk" PRIMARY KEY("bot","update")
);
--> statement-breakpoint
CREATE TABLE "leaves" (
	"committee_id" text NOT NULL,
	"officer" text NOT NULL,
	"from_on" date NOT NULL,
	"to_on" date NOT NULL,
	"deputy" text,
	CONSTRAINT "leaves_committee_id_officer_from_on_pk" PRIMARY KEY("committee_id","officer","from_on")
);
--> statement-breakpoint
CREATE TABLE "link_codes" (
	"committee_id" text NOT NULL,
	"hash" text NOT NULL,
	"officer" text NOT NULL,
	"made_at" timestamp with time zone NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"used_at" timestamp with time zone,
	CONSTRAINT "link_codes_committee_id_hash_pk" PRIMARY KEY("committee_id","hash")
);
--> statement-breakpoint
CREATE TABLE "link_tries" (
	"committee_id" text NOT NULL,
	"bot" text NOT NULL,
	"vendor_user" text NOT NULL,
	"wrong" integer NOT NULL,
	"locked_until_at" timestamp with time zone,
	CONSTRAINT "link_tries_committee_id_bot_vendor_user_pk" PRIMARY KEY("committee_id","bot","vendor_user")
);
--> statement-breakpoint
CREATE TABLE "matters" (
	"committee_id" text NOT NULL,
	"reference" text NOT NULL,
	"kind" text NOT NULL,
	"state" text NOT NULL,
	"body" jsonb NOT NULL,
	"next_due_at" timestamp with time zone,
	"settle_again_at" timestamp with time zone,
	"evidence_sequence" integer NOT NULL,
	"evidence_hash" text NOT NULL,
	"changed_at" timestamp with time zone NOT NULL,
	CONSTRAINT "matters_committee_id_reference_pk" PRIMARY KEY("committee_id","reference")
);
--> statement-breakpoint
CREATE TABLE "numbers" (
	"committee_id" text NOT NULL,
	"kind" text NOT NULL,
	"last" integer NOT NULL,
	CONSTRAINT "numbers_committee_id_kind_pk" PRIMARY KEY("committee_id","kind")
);
--> statement-breakpoint
CREATE TABLE "obligations" (
	"committee_id" text NOT NULL,
	"unit" text NOT NULL,
	"reference" text NOT NULL,
	"what" text NOT NULL,
	"due_at" timestamp with time zone,
	CONSTRAINT "obligations_committee_id_unit_reference_what_pk" PRIMARY KEY("committee_id","unit","reference","what")
);
--> statement-breakpoint
CREATE TABLE "officers" (
	"committee_id" text NOT NULL,
	"id" text NOT NULL,
	"name" text NOT NULL,
	"language" text NOT NULL,
	"email" text,
	"phone" text,
	CONSTRAINT "officers_committee_id_id_pk" PRIMARY KEY("committee_id","id")
);
--> statement-breakpoint
CREATE TABLE "posts" (
	"committee_id" text NOT NULL,
	"unit" text NOT NULL,
	"officer" text NOT NULL,
	"kind" text NOT NULL,
	"order" integer NOT NULL,
	"from_on" date NOT NULL,
	"to_on" date,
	CONSTRAINT "posts_committee_id_unit_officer_kind_from_on_pk" PRIMARY KEY("committee_id","unit","officer","kind","from_on")
);
--> statement-breakpoint
CREATE TABLE "sealed_heads" (
	"committee_id" text NOT NULL,
	"seal" integer NOT NULL,
	"reference" text NOT NULL,
	"sequence" integer NOT NULL,
	"hash" text NOT NULL,
	CONSTRAINT "sealed_heads_committee_id_seal_reference_pk" PRIMARY KEY("committee_id","seal","reference")
);
--> statement-breakpoint
CREATE TABLE "seals" (
	"committee_id" text NOT NULL,
	"number" integer NOT NULL,
	"slot_at" timestamp with time zone NOT NULL,
	"sealed_at" timestamp with time zone NOT NULL,
	"previous_hash" text NOT NULL,
	"hash" text NOT NULL,
	CONSTRAINT "seals_committee_id_number_pk" PRIMARY KEY("committee_id","number"),
	CONSTRAINT "seals_slot" UNIQUE("committee_id","slot_at")
);
--> statement-breakpoint
CREATE TABLE "slots" (
	"committee_id" text NOT NULL,
	"job" text NOT NULL,
	"slot_at" timestamp with time zone NOT NULL,
	"plan_version" integer NOT NULL,
	"done_at" timestamp with time zone,
	"retry_at" timestamp with time zone,
	CONSTRAINT "slots_committee_id_job_slot_at_pk" PRIMARY KEY("committee_id","job","slot_at")
);
--> statement-breakpoint
CREATE TABLE "units" (
	"committee_id" text NOT NULL,
	"id" text NOT NULL,
	"name" text NOT NULL,
	"abbreviations" jsonb NOT NULL,
	"parent" text,
	"functions" jsonb NOT NULL,
	"valid_from_on" date NOT NULL,
	"valid_to_on" date,
	"successors" jsonb NOT NULL,
	CONSTRAINT "units_committee_id_id_pk" PRIMARY KEY("committee_id","id")
);
--> statement-breakpoint
ALTER TABLE "accounts" ADD CONSTRAINT "accounts_committee_id_committees_id_fk" FOREIGN KEY ("committee_id") REFERENCES "public"."committees"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "accounts" ADD CONSTRAINT "accounts_bot_bots_id_fk" FOREIGN KEY ("bot") REFERENCES "public"."bots"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "accounts" ADD CONSTRAINT "accounts_committee_id_officer_officers_committee_id_id_fk" FOREIGN KEY ("committee_id","officer") REFERENCES "public"."officers"("committee_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "acting_orders" ADD CONSTRAINT "acting_orders_committee_id_committees_id_fk" FOREIGN KEY ("committee_id") REFERENCES "public"."committees"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "acting_orders" ADD CONSTRAINT "acting_orders_committee_id_unit_units_committee_id_id_fk" FOREIGN KEY ("committee_id","unit") REFERENCES "public"."units"("committee_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "acting_orders" ADD CONSTRAINT "acting_orders_committee_id_officer_officers_committee_id_id_fk" FOREIGN KEY ("committee_id","officer") REFERENCES "public"."officers"("committee_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "bots" ADD CONSTRAINT "bots_committee_id_committees_id_fk" FOREIGN KEY ("committee_id") REFERENCES "public"."committees"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "calendar_days" ADD CONSTRAINT "calendar_days_committee_id_committees_id_fk" FOREIGN KEY ("committee_id") REFERENCES "public"."committees"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "channels" ADD CONSTRAINT "channels_committee_id_committees_id_fk" FOREIGN KEY ("committee_id") REFERENCES "public"."committees"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "channels" ADD CONSTRAINT "channels_bot_bots_id_fk" FOREIGN KEY ("bot") REFERENCES "public"."bots"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "deliveries" ADD CONSTRAINT "deliveries_committee_id_committees_id_fk" FOREIGN KEY ("committee_id") REFERENCES "public"."committees"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "deliveries" ADD CONSTRAINT "deliveries_bot_bots_id_fk" FOREIGN KEY ("bot") REFERENCES "public"."bots"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "dialogues" ADD CONSTRAINT "dialogues_committee_id_committees_id_fk" FOREIGN KEY ("committee_id") REFERENCES "public"."committees"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "dialogues" ADD CONSTRAINT "dialogues_bot_bots_id_fk" FOREIGN KEY ("bot") REFERENCES "public"."bots"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "evidence" ADD CONSTRAINT "evidence_committee_id_committees_id_fk" FOREIGN KEY ("committee_id") REFERENCES "public"."committees"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "files" ADD CONSTRAINT "files_committee_id_committees_id_fk" FOREIGN KEY ("committee_id") REFERENCES "public"."committees"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "gates" ADD CONSTRAINT "gates_bot_bots_id_fk" FOREIGN KEY ("bot") REFERENCES "public"."bots"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "inbound" ADD CONSTRAINT "inbound_bot_bots_id_fk" FOREIGN KEY ("bot") REFERENCES "public"."bots"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "leaves" ADD CONSTRAINT "leaves_committee_id_committees_id_fk" FOREIGN KEY ("committee_id") REFERENCES "public"."committees"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "leaves" ADD CONSTRAINT "leaves_committee_id_officer_officers_committee_id_id_fk" FOREIGN KEY ("committee_id","officer") REFERENCES "public"."officers"("committee_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "leaves" ADD CONSTRAINT "leaves_committee_id_deputy_officers_committee_id_id_fk" FOREIGN KEY ("committee_id","deputy") REFERENCES "public"."officers"("committee_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "link_codes" ADD CONSTRAINT "link_codes_committee_id_committees_id_fk" FOREIGN KEY ("committee_id") REFERENCES "public"."committees"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "link_tries" ADD CONSTRAINT "link_tries_committee_id_committees_id_fk" FOREIGN KEY ("committee_id") REFERENCES "public"."committees"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "link_tries" ADD CONSTRAINT "link_tries_bot_bots_id_fk" FOREIGN KEY ("bot") REFERENCES "public"."bots"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "matters" ADD CONSTRAINT "matters_committee_id_committees_id_fk" FOREIGN KEY ("committee_id") REFERENCES "public"."committees"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "numbers" ADD CONSTRAINT "numbers_committee_id_committees_id_fk" FOREIGN KEY ("committee_id") REFERENCES "public"."committees"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "obligations" ADD CONSTRAINT "obligations_committee_id_committees_id_fk" FOREIGN KEY ("committee_id") REFERENCES "public"."committees"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "officers" ADD CONSTRAINT "officers_committee_id_committees_id_fk" FOREIGN KEY ("committee_id") REFERENCES "public"."committees"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "posts" ADD CONSTRAINT "posts_committee_id_committees_id_fk" FOREIGN KEY ("committee_id") REFERENCES "public"."committees"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "posts" ADD CONSTRAINT "posts_committee_id_unit_units_committee_id_id_fk" FOREIGN KEY ("committee_id","unit") REFERENCES "public"."units"("committee_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "posts" ADD CONSTRAINT "posts_committee_id_officer_officers_committee_id_id_fk" FOREIGN KEY ("committee_id","officer") REFERENCES "public"."officers"("committee_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sealed_heads" ADD CONSTRAINT "sealed_heads_committee_id_committees_id_fk" FOREIGN KEY ("committee_id") REFERENCES "public"."committees"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sealed_heads" ADD CONSTRAINT "sealed_heads_committee_id_seal_seals_committee_id_number_fk" FOREIGN KEY ("committee_id","seal") REFERENCES "public"."seals"("committee_id","number") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "seals" ADD CONSTRAINT "seals_committee_id_committees_id_fk" FOREIGN KEY ("committee_id") REFERENCES "public"."committees"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "slots" ADD CONSTRAINT "slots_committee_id_committees_id_fk" FOREIGN KEY ("committee_id") REFERENCES "public"."committees"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "units" ADD CONSTRAINT "units_committee_id_committees_id_fk" FOREIGN KEY ("committee_id") REFERENCES "public"."committees"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "deliveries_waiting" ON "deliveries" USING btree ("bot","chat","number") WHERE "deliveries"."state" = 'waiting';--> statement-breakpoint
CREATE INDEX "deliveries_matter" ON "deliveries" USING btree ("committee_id","reference","number");--> statement-breakpoint
CREATE INDEX "deliveries_messages" ON "deliveries" USING gin ("messages" jsonb_path_ops);--> statement-breakpoint
CREATE INDEX "deliveries_actions" ON "deliveries" USING btree ("committee_id","bot","chat","number") WHERE jsonb_array_length("deliveries"."actions") > 0;--> statement-breakpoint
CREATE INDEX "deliveries_target" ON "deliveries" USING btree ("committee_id","target") WHERE "deliveries"."state" = 'waiting';--> statement-breakpoint
CREATE INDEX "inbound_waiting" ON "inbound" USING btree ("bot","chat","number") WHERE "inbound"."handled_at" is null;--> statement-breakpoint
CREATE INDEX "matters_next_due" ON "matters" USING btree ("next_due_at") WHERE "matters"."next_due_at" is not null;--> statement-breakpoint
CREATE INDEX "obligations_matter" ON "obligations" USING btree ("committee_id","reference");--> statement-breakpoint
CREATE INDEX "sealed_heads_matter" ON "sealed_heads" USING btree ("committee_id","reference","sequence");--> statement-breakpoint
CREATE UNIQUE INDEX "slots_waiting" ON "slots" USING btree ("committee_id","job") WHERE "slots"."done_at" is null;