namespace PaymentGateway.Worker.Commands;

/// <summary>How a command ends. A wrong setting ends it with 78, as it ends every host.</summary>
internal static class ExitCodes
{
    public const int Done = 0;
    public const int Refused = 1;
    public const int WrongUsage = 2;
}
