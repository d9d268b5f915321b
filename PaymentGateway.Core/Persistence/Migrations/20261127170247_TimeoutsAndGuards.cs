using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace PaymentGateway.Core.Persistence.Migrations
{
    /// <summary>Expand: decision time-outs, reversals and guards of money rows.</summary>
    public partial class TimeoutsAndGuards : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropCheckConstraint(
                name: "job_kind",
                table: "jobs");

            migrationBuilder.AddColumn<string>(
                name: "trace_id",
                table: "payments",
                type: "character varying(32)",
                maxLength: 32,
                nullable: true);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "first_claimed_at",
                table: "jobs",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AlterColumn<string>(
                name: "body",
                table: "events",
                type: "text",
                nullable: true,
                oldClrType: typeof(string),
                oldType: "text");

            migrationBuilder.CreateTable(
                name: "payment_reversals",
                columns: table => new
                {
                    payment_id = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false, collation: "C"),
                    merchant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    status = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    approval_reference = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    bank_reference = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: true),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    processed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_payment_reversals", x => x.payment_id);
                    table.CheckConstraint("reversal_processed_shape", "(status = 'processed') = (processed_at IS NOT NULL AND bank_reference IS NOT NULL)");
                    table.CheckConstraint("reversal_status", "status IN ('pending', 'processed')");
                });

            migrationBuilder.CreateIndex(
                name: "jobs_dead",
                table: "jobs",
                column: "kind",
                filter: "state = 'dead'");

            migrationBuilder.AddCheckConstraint(
                name: "job_kind",
                table: "jobs",
                sql: "kind IN ('payment', 'refund', 'webhook', 'reversal')");

            migrationBuilder.Sql(Reversals);
            migrationBuilder.Sql(SettledPayments);
            migrationBuilder.Sql(PaidOrders);
            migrationBuilder.Sql(KeptMoney);
            migrationBuilder.Sql(Events);
            migrationBuilder.Sql(Queue);
            migrationBuilder.Sql(Endpoints);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder) =>
            throw new NotSupportedException("Migrations go forward only.");
    }
}
