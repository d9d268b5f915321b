using System.CommandLine;
using PaymentGateway.Core.Merchants;

namespace PaymentGateway.Worker.Commands;

/// <summary><c>merchants …</c></summary>
internal static class MerchantCommands
{
    public static Command Create(CommandRunner runner) => new OperatorCommand(
        "merchants", "Manages merchants and their access.", "merchants list", "merchants disable shop@example.com")
    {
        CreateList(runner),
        CreateAdd(runner),
        CreateRename(runner),
        CreateDisable(runner),
        CreateEnable(runner),
        CreateResetPassword(runner),
        CreateRotateKeys(runner),
    };

    private static OperatorCommand CreateList(CommandRunner runner)
    {
        var command = new OperatorCommand("list", "Lists all merchants, the oldest first.");
        runner.Set(command, (context, _) => ListMerchants.RunAsync(context));
        return command;
    }

    private static OperatorCommand CreateAdd(CommandRunner runner)
    {
        var email = new Argument<string>("email") { Description = "The address that logs in to the dashboard." };
        var name = new Option<string>("--name")
        {
            Description = "The name that shoppers see; by default what stands before the @ of the address.",
        };
        var command = new OperatorCommand("add", "Creates a merchant and prints its password and secrets, once.",
            "merchants add shop@example.com", "merchants add shop@example.com --name \"Corner Shop\"") { email, name };
        runner.Set(command, usesKeys: true, operation: (context, parsed) =>
            AddMerchant.RunAsync(context, parsed.GetRequiredValue(email), parsed.GetValue(name)));
        return command;
    }

    private static OperatorCommand CreateRename(CommandRunner runner)
    {
        var merchant = MerchantArgument();
        var name = new Argument<string>("name") { Description = "The name that shoppers see: 1 to 255 characters." };
        var command = new OperatorCommand("rename", "Changes a merchant's name.",
            "merchants rename shop@example.com \"Corner Shop\"") { merchant, name };
        runner.Set(command, (context, parsed) => context.WithMerchantAsync(parsed.GetRequiredValue(merchant),
            found => RenameMerchant.RunAsync(context, found, parsed.GetRequiredValue(name))));
        return command;
    }

    private static OperatorCommand CreateDisable(CommandRunner runner) => Of(runner, new OperatorCommand("disable",
        "Ends a merchant's access: sessions, API keys and new payments. What is under way is finished.",
        "merchants disable shop@example.com"), MerchantSwitch.DisableAsync);

    private static OperatorCommand CreateEnable(CommandRunner runner) => Of(runner, new OperatorCommand("enable",
        "Gives a disabled merchant its access back, with the same password and secrets.",
        "merchants enable shop@example.com"), MerchantSwitch.EnableAsync);

    private static OperatorCommand CreateResetPassword(CommandRunner runner) => Of(runner, new OperatorCommand(
        "reset-password", "Makes a random password and prints it, once; ends all sessions and any lockout.",
        "merchants reset-password shop@example.com"), ResetPassword.RunAsync);

    private static OperatorCommand CreateRotateKeys(CommandRunner runner)
    {
        var merchant = MerchantArgument();
        var overlap = new Option<TimeSpan?>("--overlap")
        {
            HelpName = "duration",
            Description = "How long the old secret works on: 0 (the default) to 24h, such as 30m.",
            CustomParser = result => Overlap.Parse(result),
        };
        var command = new OperatorCommand(
            "rotate-keys", "Makes a new API secret for a merchant's key and prints it, once.",
            "merchants rotate-keys shop@example.com", "merchants rotate-keys shop@example.com --overlap 24h")
        {
            merchant,
            overlap,
        };
        runner.Set(command, (context, parsed) => context.WithMerchantAsync(parsed.GetRequiredValue(merchant),
            found => RotateKeys.RunAsync(context, found, parsed.GetValue(overlap) ?? Merchant.DefaultSecretOverlap)));
        return command;
    }

    private static OperatorCommand Of(
        CommandRunner runner, OperatorCommand command, Func<CommandContext, Merchant, Task<int>> operation)
    {
        var merchant = MerchantArgument();
        command.Add(merchant);
        runner.Set(command, (context, parsed) => context.WithMerchantAsync(
            parsed.GetRequiredValue(merchant), found => operation(context, found)));
        return command;
    }

    private static Argument<string> MerchantArgument() =>
        new("merchant") { Description = "The merchant's id or email." };
}
