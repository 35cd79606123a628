using Airflow.Server.Api.Auth;

namespace Airflow.Server.Api.Ui;

/// <summary>Declares what only the web interface calls.</summary>
internal static class UiOperations
{
    public static ApiOperation Get(string pattern, string id, string resource, Func<ApiCall, Task> handler, params IReadOnlyList<ApiParameter> parameters) =>
        new("GET", pattern, id, ApiNeed.Read(resource), handler) { Prefix = ApiRoutes.UiPrefix, Tag = "UI", Parameters = parameters };

    /// <summary>The same for what its caller may see some of.</summary>
    public static ApiOperation List(string pattern, string id, string resource, Func<ApiCall, Task> handler, params IReadOnlyList<ApiParameter> parameters) =>
        Get(pattern, id, resource, handler, parameters) with { IsList = true };
}
