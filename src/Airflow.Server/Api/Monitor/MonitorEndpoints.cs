using System.Reflection;
using Airflow.Server.Api.Auth;
using Airflow.Server.Health;

namespace Airflow.Server.Api.Monitor;

/// <summary>/monitor/health and /version, for everybody.</summary>
internal static class MonitorEndpoints
{
    /// <summary>Our own release; the body has room for Airflow's only.</summary>
    private const string OwnVersion = "Airflow-Net-Version";

    /// <summary>What this build was made of, as far as it knows.</summary>
    private static readonly string Commit =
        typeof(MonitorEndpoints).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[^1] ?? "";

    public static void Map(ApiRoutes routes)
    {
        routes.Map(new("GET", "/monitor/health", "get_health", ApiNeed.Nothing, CheckAsync) { Tag = "Monitor", Answer = typeof(HealthInfoResponse) });
        routes.Map(new("GET", "/version", "get_version", ApiNeed.Nothing, TellVersionAsync) { Tag = "Version", Answer = typeof(VersionInfo) });
    }

    private static async Task CheckAsync(ApiCall call) => await call.AnswerAsync(await HealthEndpoints.BodyAsync(call.Context));

    private static Task TellVersionAsync(ApiCall call)
    {
        call.Response.Headers[OwnVersion] = typeof(MonitorEndpoints).Assembly.GetName().Version!.ToString(3);
        return call.AnswerAsync(new VersionInfo(VersionInfo.OfApi, $".release:{Commit}"));
    }
}
