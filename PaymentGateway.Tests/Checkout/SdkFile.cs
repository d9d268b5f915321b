using System.Diagnostics;
using System.Runtime.CompilerServices;
using PaymentGateway.Tests.Support;

namespace PaymentGateway.Tests.Checkout;

public sealed class SdkFile
{
    private static readonly string Folder = Path.Combine(Root(), "PaymentGateway.Checkout", "wwwroot");
    private static readonly byte[] Script = File.ReadAllBytes(Path.Combine(Folder, "sdk", "checkout.js"));

    [Fact]
    public void The_script_is_eleven_kilobytes_at_most_as_it_stands() => Assert.InRange(Script.Length, 1, 11_000);

    [Fact]
    public void The_script_is_plain_ASCII_so_that_no_page_encoding_can_break_it() =>
        Assert.DoesNotContain(Script, letter => letter is 0 or > 127);

    [Fact]
    public void The_scripts_agree_with_their_types() =>
        Assert.Equal("", Compile("sdk/checkout.js", "sdk/checkout.d.ts", "page/page.js", "demo/demo.js"));

    [Theory]
    [InlineData("import type { PaymentGatewayOptions } from 'SDK/checkout'; export const options: PaymentGatewayOptions = { key: 'key_', orderId: 'order_' };")]
    [InlineData("/// <reference path='SDK/checkout.d.ts' />\nnew PaymentGateway({ key: 'key_', orderId: 'order_' } satisfies PaymentGatewayOptions).open();")]
    public void The_types_serve_modules_and_scripts(string program)
    {
        using var folder = new TestFolder();
        var file = folder.Child("shop") + ".ts";
        File.WriteAllText(file, program.Replace("SDK", Path.Combine(Folder, "sdk"), StringComparison.Ordinal));

        Assert.Equal("", Compile(file));
    }

    /// <returns>What the compiler found.</returns>
    private static string Compile(params string[] scripts)
    {
        var compiler = Path.Combine(Root(), "PaymentGateway.Tests", "node_modules", ".bin", "tsc");
        Assert.SkipUnless(File.Exists(compiler), "needs the TypeScript compiler: npm ci --prefix PaymentGateway.Tests");

        using var tsc = Process.Start(new ProcessStartInfo(compiler, [
            "--noEmit", "--strict", "--allowJs", "--checkJs", "--target", "es2023", "--module", "es2022",
            "--moduleResolution", "bundler", "--lib", "es2023,dom,dom.iterable", .. scripts])
        {
            WorkingDirectory = Folder,
            UseShellExecute = false,
            RedirectStandardOutput = true,
        })!;
        var findings = tsc.StandardOutput.ReadToEnd();
        tsc.WaitForExit();
        return findings;
    }

    private static string Root([CallerFilePath] string here = "") => Path.GetFullPath(Path.Combine(here, "..", "..", ".."));
}
