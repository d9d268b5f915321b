using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace PaymentGateway.ServiceDefaults;

/// <summary>
/// Answers HEAD as GET on every route; the server sends no body to HEAD. A route that streams asks <see cref="IsHead"/>
/// and ends after its headers.
/// </summary>
public static class HeadRequests
{
    private static readonly object Key = new();

    public static bool IsHead(this HttpRequest request) => request.HttpContext.Items.ContainsKey(Key);

    internal static void AddHeadRequests(this IHostApplicationBuilder builder) =>
        builder.Services.AddTransient<IStartupFilter, BeforeRouting>();

    /// <summary>A filter comes before the routing that WebApplication adds by itself.</summary>
    private sealed class BeforeRouting : IStartupFilter
    {
        public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
        {
            app.Use(AnswerAsGetAsync);
            next(app);
        };

        private static async Task AnswerAsGetAsync(HttpContext http, RequestDelegate next)
        {
            if (!HttpMethods.IsHead(http.Request.Method))
            {
                await next(http);
                return;
            }

            http.Items[Key] = true;
            http.Request.Method = HttpMethods.Get;
            try
            {
                await next(http);
            }
            finally
            {
                http.Request.Method = HttpMethods.Head; // as metrics and traces count it
            }
        }
    }
}
