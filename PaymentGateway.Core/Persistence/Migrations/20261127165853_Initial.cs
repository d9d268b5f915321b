using System;
using System.Collections.Generic;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

#nullable disable

namespace PaymentGateway.Core.Persistence.Migrations
{
    /// <summary>Expand: every table of an empty database.</summary>
    public partial class Initial : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "bank_authorisations",
                columns: table => new
                {
                    reference = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    approved = table.Column<bool>(type: "boolean", nullable: false),
                    reason = table.Column<string>(type: "character varying(50)", maxLength: 50, nullable: true),
                    ready_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    errors_left = table.Column<int>(type: "integer", nullable: false),
                    calls = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_bank_authorisations", x => x.reference);
                });

            migrationBuilder.CreateTable(
                name: "data_protection_keys",
                columns: table => new
                {
                    id = table.Column<int>(type: "integer", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    friendly_name = table.Column<string>(type: "text", nullable: true),
                    xml = table.Column<string>(type: "text", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_data_protection_keys", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "events",
                columns: table => new
                {
                    id = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false, collation: "C"),
                    merchant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    type = table.Column<string>(type: "character varying(50)", maxLength: 50, nullable: false),
                    subject_id = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    body = table.Column<string>(type: "text", nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_events", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "job_totals",
                columns: table => new
                {
                    kind = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    state = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    purged = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_job_totals", x => new { x.kind, x.state });
                });

            migrationBuilder.CreateTable(
                name: "jobs",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityAlwaysColumn),
                    kind = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    @ref = table.Column<string>(name: "ref", type: "character varying(64)", maxLength: 64, nullable: false),
                    lane = table.Column<Guid>(type: "uuid", nullable: true),
                    state = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    run_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false, defaultValueSql: "now()"),
                    dispatched_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    dispatch_count = table.Column<int>(type: "integer", nullable: false),
                    attempt = table.Column<int>(type: "integer", nullable: false),
                    max_attempts = table.Column<int>(type: "integer", nullable: false),
                    fence = table.Column<long>(type: "bigint", nullable: false),
                    lease_owner = table.Column<string>(type: "character varying(128)", maxLength: 128, nullable: true),
                    lease_until = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    last_error = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: true),
                    traceparent = table.Column<string>(type: "character varying(55)", maxLength: 55, nullable: true),
                    finished_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_jobs", x => x.id);
                    table.CheckConstraint("job_finished", "(state IN ('done', 'dead')) = (finished_at IS NOT NULL)");
                    table.CheckConstraint("job_kind", "kind IN ('payment', 'refund', 'webhook')");
                    table.CheckConstraint("job_lease", "(state = 'running') = (lease_until IS NOT NULL AND lease_owner IS NOT NULL)");
                    table.CheckConstraint("job_state", "state IN ('ready', 'running', 'done', 'dead')");
                });

            migrationBuilder.CreateTable(
                name: "merchants",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    name = table.Column<string>(type: "character varying(255)", maxLength: 255, nullable: false),
                    email = table.Column<string>(type: "character varying(255)", maxLength: 255, nullable: false),
                    password_hash = table.Column<string>(type: "text", nullable: false),
                    api_key = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    api_secret = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    previous_api_secret = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: true),
                    previous_secret_expires_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    webhook_url = table.Column<string>(type: "character varying(255)", maxLength: 255, nullable: true),
                    webhook_secret = table.Column<string>(type: "text", nullable: true),
                    allowed_origins = table.Column<List<string>>(type: "text[]", nullable: false),
                    is_active = table.Column<bool>(type: "boolean", nullable: false, defaultValue: true),
                    failed_logins = table.Column<int>(type: "integer", nullable: false),
                    locked_until = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_merchants", x => x.id);
                    table.CheckConstraint("merchant_secret_hash", "length(api_secret) = 64");
                });

            migrationBuilder.CreateTable(
                name: "payments",
                columns: table => new
                {
                    id = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false, collation: "C"),
                    order_id = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false, collation: "C"),
                    merchant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    method = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    vpa = table.Column<string>(type: "character varying(255)", maxLength: 255, nullable: true),
                    card_network = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: true),
                    card_last4 = table.Column<string>(type: "char(4)", nullable: true),
                    status = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    captured = table.Column<bool>(type: "boolean", nullable: false, defaultValue: false),
                    captured_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    refund_reserved = table.Column<long>(type: "bigint", nullable: false),
                    refunded_amount = table.Column<long>(type: "bigint", nullable: false),
                    error_code = table.Column<string>(type: "character varying(50)", maxLength: 50, nullable: true),
                    error_reason = table.Column<string>(type: "character varying(50)", maxLength: 50, nullable: true),
                    error_description = table.Column<string>(type: "text", nullable: true),
                    bank_reference = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: true),
                    exclusive = table.Column<bool>(type: "boolean", nullable: false),
                    simulated_outcome = table.Column<string>(type: "character varying(50)", maxLength: 50, nullable: true),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    updated_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    completed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false),
                    currency = table.Column<string>(type: "char(3)", nullable: false),
                    amount = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_payments", x => x.id);
                    table.CheckConstraint("payment_card_last4", "card_last4 ~ '^[0-9]{4}$'");
                    table.CheckConstraint("payment_failed_has_reason", "(status = 'failed') = (error_code IS NOT NULL)");
                    table.CheckConstraint("payment_id_shape", "id ~ '^pay_[A-Za-z0-9]{16}$'");
                    table.CheckConstraint("payment_method", "method IN ('upi', 'card')");
                    table.CheckConstraint("payment_method_shape", "(method = 'upi' AND vpa IS NOT NULL AND card_last4 IS NULL AND card_network IS NULL) OR (method = 'card' AND vpa IS NULL AND card_last4 IS NOT NULL AND card_network IS NOT NULL)");
                    table.CheckConstraint("payment_only_success_has_money", "status = 'success' OR (NOT captured AND refund_reserved = 0)");
                    table.CheckConstraint("payment_refund_money", "0 <= refunded_amount AND refunded_amount <= refund_reserved AND refund_reserved <= amount");
                    table.CheckConstraint("payment_status", "status IN ('pending', 'success', 'failed')");
                    table.CheckConstraint("payment_terminal_shape", "(status = 'pending') = (completed_at IS NULL)");
                });

            migrationBuilder.CreateTable(
                name: "workers",
                columns: table => new
                {
                    id = table.Column<string>(type: "character varying(128)", maxLength: 128, nullable: false),
                    seen_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    in_flight = table.Column<int>(type: "integer", nullable: false),
                    draining = table.Column<bool>(type: "boolean", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_workers", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "idempotency_keys",
                columns: table => new
                {
                    merchant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    payer = table.Column<bool>(type: "boolean", nullable: false),
                    key = table.Column<string>(type: "character varying(255)", maxLength: 255, nullable: false),
                    fingerprint = table.Column<byte[]>(type: "bytea", nullable: false),
                    status_code = table.Column<short>(type: "smallint", nullable: false),
                    response = table.Column<string>(type: "json", nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false, defaultValueSql: "now()"),
                    expires_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false, defaultValueSql: "now() + interval '24 hours'")
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_idempotency_keys", x => new { x.merchant_id, x.payer, x.key });
                    table.CheckConstraint("idempotency_fingerprint", "octet_length(fingerprint) = 32");
                    table.CheckConstraint("idempotency_key_shape", "key ~ '^[\\x20-\\x7e]{1,255}$'");
                    table.CheckConstraint("idempotency_only_success", "status_code BETWEEN 200 AND 299");
                    table.ForeignKey(
                        name: "fk_idempotency_keys_merchants_merchant_id",
                        column: x => x.merchant_id,
                        principalTable: "merchants",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "orders",
                columns: table => new
                {
                    id = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false, collation: "C"),
                    merchant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    receipt = table.Column<string>(type: "character varying(255)", maxLength: 255, nullable: true),
                    notes = table.Column<string>(type: "json", nullable: true),
                    status = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    amount_paid = table.Column<long>(type: "bigint", nullable: false),
                    attempts = table.Column<int>(type: "integer", nullable: false),
                    reusable = table.Column<bool>(type: "boolean", nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    updated_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false),
                    currency = table.Column<string>(type: "char(3)", nullable: false),
                    amount = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_orders", x => x.id);
                    table.CheckConstraint("order_amount", "amount BETWEEN 100 AND 99999999999");
                    table.CheckConstraint("order_attempts", "attempts >= 0");
                    table.CheckConstraint("order_currency", "currency ~ '^[A-Z]{3}$'");
                    table.CheckConstraint("order_id_shape", "id ~ '^order_[A-Za-z0-9_]{1,58}$'");
                    table.CheckConstraint("order_notes_size", "octet_length(notes::text) <= 8192");
                    table.CheckConstraint("order_paid_money", "amount_paid = CASE WHEN status = 'paid' THEN amount ELSE 0 END");
                    table.CheckConstraint("order_status", "status IN ('created', 'attempted', 'paid')");
                    table.ForeignKey(
                        name: "fk_orders_merchants_merchant_id",
                        column: x => x.merchant_id,
                        principalTable: "merchants",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "refunds",
                columns: table => new
                {
                    id = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false, collation: "C"),
                    payment_id = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false, collation: "C"),
                    merchant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    amount = table.Column<long>(type: "bigint", nullable: false),
                    reason = table.Column<string>(type: "text", nullable: true),
                    status = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    processed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_refunds", x => x.id);
                    table.CheckConstraint("refund_amount", "amount > 0");
                    table.CheckConstraint("refund_id_shape", "id ~ '^rfnd_[A-Za-z0-9]{16}$'");
                    table.CheckConstraint("refund_processed_shape", "(status = 'processed') = (processed_at IS NOT NULL)");
                    table.CheckConstraint("refund_reason", "length(reason) <= 500");
                    table.CheckConstraint("refund_status", "status IN ('pending', 'processed', 'failed')");
                    table.ForeignKey(
                        name: "fk_refunds_merchants_merchant_id",
                        column: x => x.merchant_id,
                        principalTable: "merchants",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "sessions",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    merchant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    refresh_token_hash = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    last_seen_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    expires_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    revoked_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_sessions", x => x.id);
                    table.CheckConstraint("session_token_hash", "length(refresh_token_hash) = 64");
                    table.ForeignKey(
                        name: "fk_sessions_merchants_merchant_id",
                        column: x => x.merchant_id,
                        principalTable: "merchants",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "webhook_endpoints",
                columns: table => new
                {
                    merchant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    max_in_flight = table.Column<int>(type: "integer", nullable: false),
                    consecutive_failures = table.Column<int>(type: "integer", nullable: false),
                    first_failure_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    open_until = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    openings = table.Column<int>(type: "integer", nullable: false),
                    disabled_url = table.Column<string>(type: "character varying(255)", maxLength: 255, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_webhook_endpoints", x => x.merchant_id);
                    table.CheckConstraint("endpoint_limit", "max_in_flight BETWEEN 1 AND 1000");
                    table.ForeignKey(
                        name: "fk_webhook_endpoints_merchants_merchant_id",
                        column: x => x.merchant_id,
                        principalTable: "merchants",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "webhook_logs",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    merchant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    event_id = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false, collation: "C"),
                    @event = table.Column<string>(name: "event", type: "character varying(50)", maxLength: 50, nullable: false),
                    payload = table.Column<string>(type: "json", nullable: false),
                    status = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    attempts = table.Column<int>(type: "integer", nullable: false),
                    last_attempt_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    next_retry_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    response_code = table.Column<int>(type: "integer", nullable: true),
                    response_body = table.Column<string>(type: "text", nullable: true),
                    next_trigger = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false, defaultValue: ""),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_webhook_logs", x => x.id);
                    table.CheckConstraint("webhook_pending_shape", "(status = 'pending') = (next_retry_at IS NOT NULL)");
                    table.CheckConstraint("webhook_response_size", "octet_length(response_body) <= 4096");
                    table.CheckConstraint("webhook_status", "status IN ('pending', 'success', 'failed')");
                    table.ForeignKey(
                        name: "fk_webhook_logs_events_event_id",
                        column: x => x.event_id,
                        principalTable: "events",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_webhook_logs_merchants_merchant_id",
                        column: x => x.merchant_id,
                        principalTable: "merchants",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "webhook_attempts",
                columns: table => new
                {
                    webhook_id = table.Column<Guid>(type: "uuid", nullable: false),
                    attempt = table.Column<int>(type: "integer", nullable: false),
                    trigger = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    started_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    duration_ms = table.Column<int>(type: "integer", nullable: true),
                    response_code = table.Column<int>(type: "integer", nullable: true),
                    response_body = table.Column<string>(type: "text", nullable: true),
                    error = table.Column<string>(type: "character varying(50)", maxLength: 50, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_webhook_attempts", x => new { x.webhook_id, x.attempt });
                    table.CheckConstraint("attempt_response_size", "octet_length(response_body) <= 4096");
                    table.CheckConstraint("attempt_trigger", "trigger IN ('auto', 'manual', 'test')");
                    table.ForeignKey(
                        name: "fk_webhook_attempts_webhook_logs_webhook_id",
                        column: x => x.webhook_id,
                        principalTable: "webhook_logs",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "ix_bank_authorisations_ready_at",
                table: "bank_authorisations",
                column: "ready_at");

            migrationBuilder.CreateIndex(
                name: "event_happens_once",
                table: "events",
                columns: new[] { "subject_id", "type" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_events_created_at",
                table: "events",
                column: "created_at");

            migrationBuilder.CreateIndex(
                name: "ix_idempotency_keys_expires_at",
                table: "idempotency_keys",
                column: "expires_at");

            migrationBuilder.CreateIndex(
                name: "ix_jobs_kind_ref",
                table: "jobs",
                columns: new[] { "kind", "ref" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "jobs_due",
                table: "jobs",
                columns: new[] { "kind", "run_at", "id" },
                filter: "state = 'ready'");

            migrationBuilder.CreateIndex(
                name: "jobs_finished",
                table: "jobs",
                column: "finished_at",
                filter: "finished_at IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "jobs_lane",
                table: "jobs",
                columns: new[] { "lane", "run_at", "id" },
                filter: "state = 'ready'");

            migrationBuilder.CreateIndex(
                name: "jobs_lease",
                table: "jobs",
                column: "lease_until",
                filter: "state = 'running'");

            migrationBuilder.CreateIndex(
                name: "jobs_run_lane",
                table: "jobs",
                column: "lane",
                filter: "state = 'running'");

            migrationBuilder.CreateIndex(
                name: "ix_merchants_api_key",
                table: "merchants",
                column: "api_key",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_merchants_email",
                table: "merchants",
                column: "email",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_orders_merchant_id_created_at_id",
                table: "orders",
                columns: new[] { "merchant_id", "created_at", "id" },
                descending: new[] { false, true, true })
                .Annotation("Npgsql:IndexInclude", new[] { "status" });

            migrationBuilder.CreateIndex(
                name: "ix_orders_merchant_id_receipt",
                table: "orders",
                columns: new[] { "merchant_id", "receipt" },
                filter: "receipt IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "ix_payments_merchant_id_status_method",
                table: "payments",
                columns: new[] { "merchant_id", "status", "method" });

            migrationBuilder.CreateIndex(
                name: "ix_payments_order_id_created_at",
                table: "payments",
                columns: new[] { "order_id", "created_at" });

            migrationBuilder.CreateIndex(
                name: "one_live_payment_per_order",
                table: "payments",
                column: "order_id",
                unique: true,
                filter: "exclusive AND status IN ('pending', 'success')");

            migrationBuilder.CreateIndex(
                name: "ix_refunds_merchant_id_created_at_id",
                table: "refunds",
                columns: new[] { "merchant_id", "created_at", "id" },
                descending: new[] { false, true, true });

            migrationBuilder.CreateIndex(
                name: "ix_refunds_payment_id_created_at",
                table: "refunds",
                columns: new[] { "payment_id", "created_at" });

            migrationBuilder.CreateIndex(
                name: "ix_sessions_merchant_id",
                table: "sessions",
                column: "merchant_id");

            migrationBuilder.CreateIndex(
                name: "ix_sessions_refresh_token_hash",
                table: "sessions",
                column: "refresh_token_hash",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_webhook_logs_merchant_id_created_at_id",
                table: "webhook_logs",
                columns: new[] { "merchant_id", "created_at", "id" },
                descending: new[] { false, true, true })
                .Annotation("Npgsql:IndexInclude", new[] { "status", "event" });

            migrationBuilder.CreateIndex(
                name: "webhook_once",
                table: "webhook_logs",
                column: "event_id",
                unique: true);

            migrationBuilder.Sql(References);
            migrationBuilder.Sql(Payments);
            migrationBuilder.Sql(Orders);
            migrationBuilder.Sql(Refunds);
            migrationBuilder.Sql(Queue);
            migrationBuilder.Sql(Endpoints);
            migrationBuilder.Sql(Indexes);
            migrationBuilder.Sql(Vacuum);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder) =>
            throw new NotSupportedException("Migrations go forward only.");
    }
}
