using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace PaymentGateway.Core.Persistence.Migrations
{
    /// <inheritdoc />
    public partial class EndpointResponseCode : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
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
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder) =>
            throw new NotSupportedException("Migrations go forward only.");
    }
}
