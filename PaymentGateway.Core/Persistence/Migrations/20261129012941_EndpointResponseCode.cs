using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace PaymentGateway.Core.Persistence.Migrations
{
    /// <summary>Expand: a nullable column of endpoints, which the function of their trigger clears.</summary>
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
