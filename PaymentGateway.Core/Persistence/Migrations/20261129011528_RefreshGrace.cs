using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace PaymentGateway.Core.Persistence.Migrations
{
    /// <summary>Expand: two nullable columns of sessions.</summary>
    public partial class RefreshGrace : Migration
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
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder) =>
            throw new NotSupportedException("Migrations go forward only.");
    }
}
