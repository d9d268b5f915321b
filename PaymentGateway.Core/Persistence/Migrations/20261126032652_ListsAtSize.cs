using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace PaymentGateway.Core.Persistence.Migrations
{
    /// <inheritdoc />
    public partial class ListsAtSize : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_webhook_logs_merchant_id_created_at_id",
                table: "webhook_logs");

            migrationBuilder.DropIndex(
                name: "ix_payments_merchant_id_created_at_id",
                table: "payments");

            migrationBuilder.DropIndex(
                name: "ix_orders_merchant_id_created_at_id",
                table: "orders");

            migrationBuilder.AlterColumn<string>(
                name: "event_id",
                table: "webhook_logs",
                type: "character varying(64)",
                maxLength: 64,
                nullable: false,
                collation: "C",
                oldClrType: typeof(string),
                oldType: "character varying(64)",
                oldMaxLength: 64);

            migrationBuilder.AlterColumn<string>(
                name: "payment_id",
                table: "refunds",
                type: "character varying(64)",
                maxLength: 64,
                nullable: false,
                collation: "C",
                oldClrType: typeof(string),
                oldType: "character varying(64)",
                oldMaxLength: 64);

            migrationBuilder.AlterColumn<string>(
                name: "id",
                table: "refunds",
                type: "character varying(64)",
                maxLength: 64,
                nullable: false,
                collation: "C",
                oldClrType: typeof(string),
                oldType: "character varying(64)",
                oldMaxLength: 64);

            migrationBuilder.AlterColumn<string>(
                name: "order_id",
                table: "payments",
                type: "character varying(64)",
                maxLength: 64,
                nullable: false,
                collation: "C",
                oldClrType: typeof(string),
                oldType: "character varying(64)",
                oldMaxLength: 64);

            migrationBuilder.AlterColumn<string>(
                name: "id",
                table: "payments",
                type: "character varying(64)",
                maxLength: 64,
                nullable: false,
                collation: "C",
                oldClrType: typeof(string),
                oldType: "character varying(64)",
                oldMaxLength: 64);

            migrationBuilder.AlterColumn<string>(
                name: "id",
                table: "orders",
                type: "character varying(64)",
                maxLength: 64,
                nullable: false,
                collation: "C",
                oldClrType: typeof(string),
                oldType: "character varying(64)",
                oldMaxLength: 64);

            migrationBuilder.AlterColumn<string>(
                name: "id",
                table: "events",
                type: "character varying(64)",
                maxLength: 64,
                nullable: false,
                collation: "C",
                oldClrType: typeof(string),
                oldType: "character varying(64)",
                oldMaxLength: 64);

            migrationBuilder.CreateIndex(
                name: "ix_webhook_logs_merchant_id_created_at_id",
                table: "webhook_logs",
                columns: new[] { "merchant_id", "created_at", "id" },
                descending: new[] { false, true, true })
                .Annotation("Npgsql:IndexInclude", new[] { "status", "event" });

            migrationBuilder.CreateIndex(
                name: "ix_payments_merchant_id_status_method",
                table: "payments",
                columns: new[] { "merchant_id", "status", "method" });

            migrationBuilder.CreateIndex(
                name: "ix_orders_merchant_id_created_at_id",
                table: "orders",
                columns: new[] { "merchant_id", "created_at", "id" },
                descending: new[] { false, true, true })
                .Annotation("Npgsql:IndexInclude", new[] { "status" });

            migrationBuilder.CreateIndex(
                name: "ix_bank_authorisations_ready_at",
                table: "bank_authorisations",
                column: "ready_at");

            migrationBuilder.Sql(ListsSql.Indexes);
            migrationBuilder.Sql(ListsSql.Vacuum);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder) =>
            throw new NotSupportedException("Migrations go forward only.");
    }
}
