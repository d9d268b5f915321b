using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using PaymentGateway.Core.Persistence;

namespace PaymentGateway.Tests.Batching;

/// <summary>Compares an entity that SQL has written with the same one as EF Core reads it.</summary>
internal static class StoredRow
{
    /// <summary>Every property is the same.</summary>
    public static void ExpectSame<T>(GatewayDb db, T written, T read)
        where T : class
    {
        Assert.NotSame(written, read);
        var (expected, actual) = (Values(db.Model, written), Values(db.Model, read));
        Assert.NotEmpty(expected);
        Assert.Equal(expected, actual);
    }

    // But what the database gives: identities, versions and defaults.
    private static Dictionary<string, object?> Values<T>(IModel model, T entity)
        where T : class =>
        model.FindEntityType(typeof(T))!.GetFlattenedProperties()
            .Where(property => property is { ValueGenerated: ValueGenerated.Never, PropertyInfo: not null } && property.GetDefaultValueSql() is null)
            .ToDictionary(property => property.Name, property => Comparable(property.PropertyInfo!.GetValue(OwnerOf(property, entity))));

    private static object OwnerOf(IProperty property, object entity) =>
        property.DeclaringType is IComplexType complex ? complex.ComplexProperty.PropertyInfo!.GetValue(entity)! : entity;

    // The database keeps microseconds.
    private static object? Comparable(object? value) => value is DateTimeOffset time ? time.ToUnixTimeMilliseconds() : value;
}
