using Airflow.Server.Api.Auth;

namespace Airflow.Server.Api.Accounts;

/// <summary>Declares what is below /auth/fab/v1.</summary>
internal static class AccountOperations
{
    public const string Prefix = "/auth/fab/v1";

    public static ApiOperation Of(string method, string pattern, string id, ApiNeed need, Func<ApiCall, Task> handler) =>
        new(method, pattern, id, need, handler) { Prefix = Prefix, Tag = "FabAuthManager" };
}
