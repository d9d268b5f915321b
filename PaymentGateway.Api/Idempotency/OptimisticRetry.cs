using Microsoft.EntityFrameworkCore;
using PaymentGateway.Api.Errors;
using PaymentGateway.Core.Persistence;

namespace PaymentGateway.Api.Idempotency;

/// <summary>Decides again on fresh rows when another request changed or inserted them between reading and saving.</summary>
internal static class OptimisticRetry
{
    private const int MostTries = 10; // each lost try means that another request won: ten in a row is a stampede

    public static async Task<IResult> RunAsync(GatewayDb db, Func<Task<IResult>> decideAndSave)
    {
        for (var tries = 0; tries < MostTries; tries++)
        {
            try
            {
                return await decideAndSave();
            }
            catch (DbUpdateException exception) when (exception is DbUpdateConcurrencyException || exception.IsUniqueViolation())
            {
                db.ChangeTracker.Clear();
            }
        }

        return ApiErrors.Unavailable with { Cause = "Other requests changed the row first, ten times in a row." };
    }
}
