using Microsoft.EntityFrameworkCore;
using PaymentGateway.Core.Merchants;
using PaymentGateway.Tests.Support;

namespace PaymentGateway.Tests.Contracts;

/// <summary>A merchant with a person who can log in.</summary>
internal sealed record ContractMerchant(TestMerchant Merchant, string Email)
{
    public const string Password = "a password of the contract's tests";

    public Gateway Gateway => Merchant.Gateway;

    public static async Task<ContractMerchant> CreateAsync(Gateway gateway)
    {
        var merchant = await TestMerchant.CreateAsync(gateway);
        await using var db = gateway.OpenDb();
        var row = await db.Merchants.SingleAsync(m => m.Id == merchant.Id);
        row.PasswordHash = MerchantPasswords.Hash(row, Password);
        await db.SaveChangesAsync();
        return new ContractMerchant(merchant, row.Email);
    }
}
