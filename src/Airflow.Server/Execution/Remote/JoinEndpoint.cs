using Airflow.Engine;
using Airflow.Engine.Execution.Remote;
using Airflow.Engine.Execution.Tokens;
using Microsoft.AspNetCore.Http;

namespace Airflow.Server.Execution.Remote;

/// <summary>A worker joins: who knows the secret and speaks our protocol gets a token and the settings.</summary>
internal sealed class JoinEndpoint(WorkerServices services)
{
    public void Map(RemoteRoutes routes) => routes.MapOpen(RemoteCalls.Join, (context, request) => Task.FromResult<JoinAnswer?>(Join(context, request)));

    private JoinAnswer Join(HttpContext context, JoinRequest request)
    {
        if (services.Join is not { } authority)
        {
            throw new AirflowException(
                "join_secret_missing", "This api-server lets no worker join, because it has no join secret: set [execution_api] join_secret (or [api_auth] jwt_secret) here and on the workers.");
        }

        if (RemoteRoutes.Token(context) is not { } token || authority.Check(token) is not { Scope: TokenScopes.Join } claims || claims.Subject != request.Hostname)
        {
            throw new AirflowException(
                "join_refused", $"The worker on '{request.Hostname}' may not join: its join secret ([execution_api] join_secret, else [api_auth] jwt_secret) is not that of this api-server.");
        }

        if (request.Protocol != RemoteCalls.Protocol)
        {
            throw new AirflowException(
                "version_mismatch",
                $"The worker on '{request.Hostname}' is of release {request.Version} and speaks protocol {request.Protocol}; this api-server is of release {services.Version} and speaks {RemoteCalls.Protocol}. "
                + "Install the same release on both.");
        }

        var settings = services.Settings();
        var answer = new JoinAnswer(
            services.Execution.Tokens.Issue(request.Hostname, TokenScopes.Worker, services.Execution.Tokens.Lifetime), services.Version, settings, Differences(request.Settings, settings));
        services.OnJoined?.Invoke(request, answer);
        return answer;
    }

    /// <summary>What the worker's host sets otherwise than the server.</summary>
    private static Dictionary<string, string> Differences(IReadOnlyDictionary<string, string> own, IReadOnlyDictionary<string, string> settings) =>
        settings.Where(setting => own.TryGetValue(setting.Key, out var value) && value != setting.Value)
            .ToDictionary(setting => setting.Key, setting => setting.Value, StringComparer.Ordinal);
}
