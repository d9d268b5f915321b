using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace PaymentGateway.Core.Persistence.Migrations
{
    /// <inheritdoc />
    public partial class Guards : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql(GuardsSql.References);
            migrationBuilder.Sql(GuardsSql.Payments);
            migrationBuilder.Sql(GuardsSql.Orders);
            migrationBuilder.Sql(GuardsSql.Refunds);
            migrationBuilder.Sql(GuardsSql.Queue);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder) =>
            throw new NotSupportedException("Migrations go forward only.");
    }
}
