using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using PaymentGateway.Core.Banks;

namespace PaymentGateway.Core.Persistence.Configurations;

internal sealed class BankAuthorisationConfiguration : IEntityTypeConfiguration<BankAuthorisation>
{
    public void Configure(EntityTypeBuilder<BankAuthorisation> authorisation)
    {
        authorisation.ToTable("bank_authorisations");
        authorisation.HasKey(a => a.Reference);
        authorisation.Property(a => a.Reference).HasMaxLength(64);
        authorisation.Property(a => a.Reason).HasMaxLength(50);
        authorisation.HasIndex(a => a.ReadyAt);
    }
}
