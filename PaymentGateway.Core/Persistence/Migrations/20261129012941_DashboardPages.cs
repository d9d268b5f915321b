using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace PaymentGateway.Core.Persistence.Migrations
{
    /// <inheritdoc />
    public partial class DashboardPages : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "previous_refresh_token_hash",
                table: "sessions",
                type: "character varying(64)",
                maxLength: 64,
                nullable: true);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "refreshed_at",
                table: "sessions",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.CreateIndex(
                name: "ix_sessions_previous_refresh_token_hash",
                table: "sessions",
                column: "previous_refresh_token_hash",
                unique: true);

            migrationBuilder.AddCheckConstraint(
                name: "session_previous_token_hash",
                table: "sessions",
                sql: "length(previous_refresh_token_hash) = 64");

            migrationBuilder.AddCheckConstraint(
                name: "session_refreshed",
                table: "sessions",
                sql: "(previous_refresh_token_hash IS NULL) = (refreshed_at IS NULL)");

            migrationBuilder.AddColumn<int>(
                name: "last_response_code",
                table: "webhook_endpoints",
                type: "integer",
                nullable: true);

            migrationBuilder.AddCheckConstraint(
                name: "endpoint_response_code",
                table: "webhook_endpoints",
                sql: "last_response_code BETWEEN 100 AND 999");

            migrationBuilder.Sql(Endpoints);

            migrationBuilder.AddColumn<string>(
                name: "error_description",
                table: "refunds",
                type: "character varying(255)",
                maxLength: 255,
                nullable: true);

            migrationBuilder.AddCheckConstraint(
                name: "refund_error_shape",
                table: "refunds",
                sql: "error_description IS NULL OR status = 'failed'");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder) =>
            throw new NotSupportedException("Migrations go forward only.");
    }
}
