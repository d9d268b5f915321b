using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Npgsql;

namespace PaymentGateway.Core.Persistence;

/// <summary>
/// A new command each time, instead of the one that Npgsql keeps per connection object for the next use. When the write
/// of a command that is just being auto-prepared fails, Npgsql 10.0.3 leaves it marked as being prepared; on the next
/// connection it fails with a NullReferenceException, half read, and that connection returns to the pool out of step.
/// </summary>
internal sealed class FreshCommands : DbCommandInterceptor
{
    public override InterceptionResult<DbCommand> CommandCreating(
        CommandCorrelatedEventData eventData, InterceptionResult<DbCommand> result) =>
        InterceptionResult<DbCommand>.SuppressWithResult(
            new NpgsqlCommand { Connection = (NpgsqlConnection)eventData.Connection });
}
