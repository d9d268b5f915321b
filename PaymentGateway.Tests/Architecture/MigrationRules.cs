using System.Reflection;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.EntityFrameworkCore.Migrations.Operations;
using PaymentGateway.Core.Persistence;

namespace PaymentGateway.Tests.Architecture;

/// <summary>The name of a migration says what it does to the release before it, and what it does agrees.</summary>
public sealed class MigrationRules
{
    private const string Npgsql = "Npgsql.EntityFrameworkCore.PostgreSQL";

    /// <summary>From before the rule. All of them expand.</summary>
    private static readonly string[] Older =
        ["Initial", "TimeoutsAndGuards", "RefreshGrace", "EndpointResponseCode", "SearchIndexes", "RefundErrors"];

    public static TheoryData<string> Names => [.. Migrations().Select(migration => migration.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_migration_is_named_Expand_Contract_or_Incompatible(string name) =>
        Assert.True(Array.Exists((string[])["Expand", "Contract", "Incompatible"], kind => name.StartsWith(kind, StringComparison.Ordinal))
            || Older.Contains(name), $"{name} does not say what it does to the release before it");

    [Theory]
    [MemberData(nameof(Names))]
    public void A_migration_that_expands_removes_nothing_and_demands_nothing_of_older_builds(string name)
    {
        if (name is not "Initial" && !name.StartsWith("Contract", StringComparison.Ordinal) && !name.StartsWith("Incompatible", StringComparison.Ordinal))
        {
            var migration = (Migration)Activator.CreateInstance(Migrations().Single(type => type.Name == name))!;
            migration.ActiveProvider = Npgsql;
            Assert.Empty(FindingsIn(migration.UpOperations));
        }
    }

    [Fact]
    public void Control_columns_that_are_dropped_renamed_or_required_are_found() => Assert.Equal(
        ["drops a.b", "renames a.b", "requires a.b", "narrows a.b", "drops a"], FindingsIn(
        [
            new DropColumnOperation { Table = "a", Name = "b" },
            new RenameColumnOperation { Table = "a", Name = "b", NewName = "c" },
            new AddColumnOperation { Table = "a", Name = "b", IsNullable = false },
            new AddColumnOperation { Table = "a", Name = "b", IsNullable = false, DefaultValue = 0 },
            new AlterColumnOperation { Table = "a", Name = "b", IsNullable = false, OldColumn = new AddColumnOperation { IsNullable = true } },
            new DropTableOperation { Name = "a" },
        ]));

    [Theory]
    [InlineData("20991231235959_IncompatibleTotals", true)]
    [InlineData("20991231235959_ExpandTotals", false)]
    [InlineData("20991231235959_ContractIncompatibleTotals", false)]
    public void Only_a_name_that_begins_with_Incompatible_excludes_older_builds(string migration, bool isIncompatible) =>
        Assert.Equal(isIncompatible, SchemaVersion.IsIncompatible(migration));

    private static IEnumerable<string> FindingsIn(IEnumerable<MigrationOperation> operations) => operations.Select(operation => operation switch
    {
        DropColumnOperation drop => $"drops {drop.Table}.{drop.Name}",
        DropTableOperation drop => $"drops {drop.Name}",
        RenameColumnOperation rename => $"renames {rename.Table}.{rename.Name}",
        RenameTableOperation rename => $"renames {rename.Name}",
        AddColumnOperation { IsNullable: false, DefaultValue: null, DefaultValueSql: null, ComputedColumnSql: null, IsRowVersion: false } column =>
            $"requires {column.Table}.{column.Name}",
        AlterColumnOperation { IsNullable: false, OldColumn.IsNullable: true } column => $"narrows {column.Table}.{column.Name}",
        _ => null,
    }).OfType<string>();

    private static IEnumerable<Type> Migrations() => typeof(GatewayDb).Assembly.GetTypes()
        .Where(type => type.GetCustomAttribute<MigrationAttribute>() is not null);
}
