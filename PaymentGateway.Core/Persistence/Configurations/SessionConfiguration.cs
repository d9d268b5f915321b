using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using PaymentGateway.Core.Merchants;

namespace PaymentGateway.Core.Persistence.Configurations;

internal sealed class SessionConfiguration : IEntityTypeConfiguration<Session>
{
    public void Configure(EntityTypeBuilder<Session> session)
    {
        session.ToTable("sessions", table =>
        {
            table.HasCheckConstraint("session_token_hash", "length(refresh_token_hash) = 64");
            table.HasCheckConstraint("session_previous_token_hash", "length(previous_refresh_token_hash) = 64");
            table.HasCheckConstraint(
                "session_refreshed", "(previous_refresh_token_hash IS NULL) = (refreshed_at IS NULL)");
        });
        session.Property(s => s.RefreshTokenHash).HasMaxLength(64);
        session.Property(s => s.PreviousRefreshTokenHash).HasMaxLength(64);
        session.HasOne(s => s.Merchant).WithMany().HasForeignKey(s => s.MerchantId);
        session.HasIndex(s => s.RefreshTokenHash).IsUnique();
        session.HasIndex(s => s.PreviousRefreshTokenHash).IsUnique();
    }
}
