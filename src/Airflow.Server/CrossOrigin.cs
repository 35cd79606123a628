using Airflow.Engine.Configuration;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Cors.Infrastructure;
using Microsoft.Extensions.DependencyInjection;

namespace Airflow.Server;

/// <summary>Which pages of other sites may read answers in a browser: [api] access_control_allow_origins, …_methods and …_headers; none where nothing is set.</summary>
internal static class CrossOrigin
{
    private const string Anything = "*";

    /// <summary>Whether one of the options is set.</summary>
    public static bool IsSet(AirflowConfiguration configuration) =>
        List(configuration, "origins").Count + List(configuration, "methods").Count + List(configuration, "headers").Count > 0;

    public static void Add(IServiceCollection services, AirflowConfiguration configuration) => services.AddCors(options => options.AddDefaultPolicy(policy =>
    {
        var origins = List(configuration, "origins");
#pragma warning disable S5122 // whoever writes an asterisk means it, and no cookie goes with it
        _ = origins.Contains(Anything) ? policy.AllowAnyOrigin() : policy.WithOrigins([.. origins]).AllowCredentials();
#pragma warning restore S5122
        Allow(List(configuration, "methods"), policy.AllowAnyMethod, policy.WithMethods);
        Allow(List(configuration, "headers"), policy.AllowAnyHeader, policy.WithHeaders);
    }));

    public static void Use(IApplicationBuilder application) => application.UseCors();

    private static void Allow(IReadOnlyList<string> names, Func<CorsPolicyBuilder> any, Func<string[], CorsPolicyBuilder> these) =>
        _ = names.Contains(Anything) ? any() : these([.. names]);

    /// <summary>Airflow has taken both commas and blanks, by release.</summary>
    private static List<string> List(AirflowConfiguration configuration, string what) =>
        [.. configuration.GetString("api", $"access_control_allow_{what}").Split([',', ' ', '\n'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)];
}
