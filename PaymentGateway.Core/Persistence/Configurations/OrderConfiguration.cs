using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using PaymentGateway.Core.Orders;
using PaymentGateway.Core.Payments;

namespace PaymentGateway.Core.Persistence.Configurations;

internal sealed class OrderConfiguration : IEntityTypeConfiguration<Order>
{
    public void Configure(EntityTypeBuilder<Order> order)
    {
        order.ToTable("orders", table =>
        {
            table.HasCheckConstraint("order_id_shape", "id ~ '^order_[A-Za-z0-9_]{1,58}$'");
            table.HasCheckConstraint("order_amount", $"amount BETWEEN {Money.Least} AND {Money.Most}");
            table.HasCheckConstraint("order_currency", "currency ~ '^[A-Z]{3}$'");
            table.HasCheckConstraint("order_status", "status IN ('created', 'attempted', 'paid')");
            table.HasCheckConstraint("order_paid_money", "amount_paid = CASE WHEN status = 'paid' THEN amount ELSE 0 END");
            table.HasCheckConstraint("order_attempts", "attempts >= 0");
            table.HasCheckConstraint("order_notes_size", "octet_length(notes::text) <= 8192");
        });
        order.ComplexProperty(o => o.Amount, amount =>
        {
            amount.Property(a => a.MinorUnits).HasColumnName("amount");
            amount.Property(a => a.Currency).HasColumnName("currency").HasColumnType("char(3)");
        });
        order.Property(o => o.Receipt).HasMaxLength(255);
        order.Property(o => o.Notes).HasColumnType("json"); // jsonb would reorder what the merchant wrote
        order.Property(o => o.Status).HasMaxLength(20)
            .HasConversion(status => OrderStatuses.WireName(status), name => OrderStatuses.FromWireName(name));
        order.Property<uint>("Version").IsRowVersion(); // two payments cannot both think they were the first attempt
        order.HasOne(o => o.Merchant).WithMany().HasForeignKey(o => o.MerchantId);
        // No index has what a payment changes, and pages have room: both updates of an order write no index (HOT).
        order.HasIndex(o => new { o.MerchantId, o.CreatedAt, o.Id }).IsDescending(false, true, true).HasDatabaseName("orders_newest");
        order.HasStorageParameter("fillfactor", 85);
    }
}
