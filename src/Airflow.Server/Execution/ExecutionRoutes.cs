using System.Text.Json.Nodes;
using Airflow.Engine;
using Airflow.Engine.Execution.Tokens;
using Airflow.Server.Bodies;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Airflow.Server.Execution;

/// <summary>Maps handlers of the Execution API: version, token and errors are dealt with here, once for all.</summary>
internal sealed class ExecutionRoutes(IEndpointRouteBuilder routes, ExecutionServices services)
{
    private const string Bearer = "Bearer ";
    private const string Correlation = "Correlation-Id";

    /// <param name="method">GET, PUT …</param>
    /// <param name="pattern">The path below /execution.</param>
    /// <param name="handler">Answers.</param>
    /// <param name="since">The first version that has it.</param>
    /// <param name="until">The first version that has it no more.</param>
    public void Map(string method, string pattern, Func<ExecutionCall, Task> handler, DateOnly? since = null, DateOnly? until = null) =>
        MapCore(method, pattern, handler, TokenScopes.Execution, since, until);

    /// <summary>For the start of a try, to which the token of the queued message is good too.</summary>
    public void MapStart(string pattern, Func<ExecutionCall, Task> handler) => MapCore("PATCH", pattern, handler, TokenScopes.Workload, null, null);

    /// <summary>For everybody.</summary>
    public void MapOpen(string method, string pattern, Func<ExecutionCall, Task> handler) => MapCore(method, pattern, handler, null, null, null);

    /// <summary>Everything else below the path is not there.</summary>
    public void MapRest(string prefix) => routes.Map(prefix + "/{**rest}", context => GuardAsync(context, static _ => throw Missing()));

    private void MapCore(string method, string pattern, Func<ExecutionCall, Task> handler, string? scope, DateOnly? since, DateOnly? until) =>
        routes.MapMethods("/execution" + pattern, [method], (RequestDelegate)(context => GuardAsync(context, version =>
        {
            if (version < since || version >= until)
            {
                throw Missing();
            }

            var token = scope is null ? null : Authorize(context, scope);
            if (token is not null)
            {
                Renew(context, token);
            }

            return handler(new ExecutionCall(context, services, version, token));
        })));

    private static ExecutionException Missing() => new(404, "Not Found");

    private static async Task GuardAsync(HttpContext context, Func<DateOnly, Task> action)
    {
        var asked = (string?)context.Request.Headers[ApiVersion.Header];
        context.Response.ContentType = "application/json";
        context.Response.Headers[ApiVersion.Header] = asked ?? ApiVersion.Newest.ToString("o", System.Globalization.CultureInfo.InvariantCulture);
        if (context.Request.Headers.TryGetValue(Correlation, out var correlation))
        {
            context.Response.Headers[Correlation] = correlation;
        }

        try
        {
            await action(VersionOf(asked));
        }
        catch (ExecutionException exception) when (!context.Response.HasStarted)
        {
            await FailAsync(context, exception.Status, exception.Detail);
        }
        catch (AirflowException exception) when (!context.Response.HasStarted)
        {
            await FailAsync(context, exception.IsTransient ? 503 : 400, new JsonObject { ["reason"] = exception.Code, ["message"] = exception.Message });
        }
    }

    private static async Task FailAsync(HttpContext context, int status, JsonNode detail)
    {
        context.Response.StatusCode = status;
        context.Response.Headers.Remove(RefreshedToken.Header);
        if (!HttpMethods.IsHead(context.Request.Method))
        {
            await context.Response.WriteAsync(new JsonObject { ["detail"] = detail.DeepClone() }.ToJsonString(Wire.Json), context.RequestAborted);
        }
    }

    private static DateOnly VersionOf(string? asked)
    {
        if (string.IsNullOrEmpty(asked))
        {
            return ApiVersion.Newest;
        }

        if (!ApiVersion.TryRead(asked, out var date, out var error))
        {
            throw ExecutionException.Invalid(Problems.Of(
                "date_from_datetime_parsing",
                ["header", ApiVersion.Header],
                $"Input should be a valid date or datetime, {error}",
                JsonValue.Create(asked),
                new JsonObject { ["error"] = error }));
        }

        return ApiVersion.For(date) ?? throw Missing();
    }

    private TokenClaims Authorize(HttpContext context, string scope)
    {
        var header = (string?)context.Request.Headers.Authorization ?? "";
        var token = header.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase) ? services.Tokens.Check(header[Bearer.Length..].Trim()) : null;
        if (token is null || !(token.Scope == TokenScopes.Execution || token.Scope == scope))
        {
            throw new ExecutionException(403, "Invalid auth token");
        }

        return context.Request.RouteValues.TryGetValue("task_instance_id", out var id)
            && Guid.TryParse((string?)id, out var asked) && !(Guid.TryParse(token.Subject, out var own) && own == asked)
            ? throw new ExecutionException(403, "Token subject does not match task instance ID")
            : token;
    }

    /// <summary>A token of the queue is exchanged for one of the run; one that ends soon is renewed.</summary>
    private void Renew(HttpContext context, TokenClaims token)
    {
        if (token.Scope == TokenScopes.Workload || token.IsNearEnd(services.Clock.GetUtcNow()))
        {
            context.Response.Headers[RefreshedToken.Header] = services.Tokens.Issue(token.Subject, TokenScopes.Execution, services.Tokens.Lifetime);
        }
    }
}
