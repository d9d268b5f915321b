using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.DataProtection;
using PaymentGateway.Dashboard.Sessions;
using PaymentGateway.Tests.Support;

namespace PaymentGateway.Tests.Dashboard;

/// <summary>Another program with the keys of the dashboards in a folder: what a further dashboard would read and write.</summary>
internal static class DashboardKeys
{
    public static SessionState Read(TestFolder keys, string cookie)
    {
        var protector = Open(keys).CreateProtector(
            "Microsoft.AspNetCore.Authentication.Cookies.CookieAuthenticationMiddleware", "Cookies", "v2");
        return SessionState.Read(new TicketDataFormat(protector).Unprotect(cookie)!.Properties)!;
    }

    public static string Transfer(TestFolder keys, SessionState state) => new SessionTransfer(Open(keys)).Protect(state);

    private static IDataProtectionProvider Open(TestFolder keys) => DataProtectionProvider.Create(
        new DirectoryInfo(keys.Path), protection => protection.SetApplicationName("payment-gateway-dashboard"));
}
