using Microsoft.EntityFrameworkCore.Storage.ValueConversion;
using PaymentGateway.Core.Merchants;

namespace PaymentGateway.Core.Persistence;

internal sealed class MerchantIdConverter() : ValueConverter<MerchantId, Guid>(id => id.Value, value => new MerchantId(value));
