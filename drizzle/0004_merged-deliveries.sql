DROP INDEX "deliveries_target";--> statement-breakpoint
CREATE INDEX "deliveries_target" ON "deliveries" USING btree ("committee_id","target") WHERE "deliveries"."state" in ('waiting', 'merged');