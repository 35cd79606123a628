using System.Text.Json;
using Airflow.Engine;
using Airflow.Engine.Execution.Remote;
using Airflow.Engine.Execution.Tokens;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Airflow.Server.Execution.Remote;

/// <summary>Maps the calls of our own workers: token, body, errors are dealt with here, once for all.</summary>
internal sealed class RemoteRoutes(IEndpointRouteBuilder routes, WorkerServices services)
{
    private const string Bearer = "Bearer ";

    public void Map<TRequest, TAnswer>(RemoteCall<TRequest, TAnswer> call, Func<TRequest, CancellationToken, Task<TAnswer?>> answer) =>
        Post(call.Name, context => AnswerAsync(context, call, answer));

    /// <summary>For calls that want to know from where they come.</summary>
    public void MapFrom<TRequest, TAnswer>(RemoteCall<TRequest, TAnswer> call, Func<HttpContext, TRequest, Task<TAnswer?>> answer) =>
        Post(call.Name, context => AnswerAsync(context, call, (request, _) => answer(context, request)));

    /// <summary>For calls that answer nothing: true says that it was done.</summary>
    public void Map<TRequest>(RemoteCall<TRequest, bool> call, Func<TRequest, CancellationToken, Task> action) => Post(call.Name, context => AnswerAsync(context, call, async (request, cancellationToken) =>
    {
        await action(request, cancellationToken);
        return true;
    }));

    /// <summary>For workers that have no token yet.</summary>
    public void MapOpen<TRequest, TAnswer>(RemoteCall<TRequest, TAnswer> call, Func<HttpContext, TRequest, Task<TAnswer?>> answer) =>
        routes.MapPost($"{RemoteCalls.Prefix}/{call.Name}", (RequestDelegate)(context => AnswerOpenAsync(context, call, answer)));

    /// <summary>A file-like answer.</summary>
    public void MapGet(string path, Func<HttpContext, Task> answer) => routes.MapGet($"{RemoteCalls.Prefix}/{path}", (RequestDelegate)(context => GuardAsync(context, () =>
    {
        Authorize(context);
        return answer(context);
    })));

    public static string? Token(HttpContext context) =>
        (string?)context.Request.Headers.Authorization is { } header && header.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase) ? header[Bearer.Length..].Trim() : null;

    public static AirflowException Unauthorized() =>
        new("worker_not_joined", "The call carries no valid token of a worker: it ended, or was made by another server with another [api_auth] jwt_secret. Join again.");

    private static Task AnswerOpenAsync<TRequest, TAnswer>(HttpContext context, RemoteCall<TRequest, TAnswer> call, Func<HttpContext, TRequest, Task<TAnswer?>> answer) =>
        GuardAsync(context, () => AnswerAsync(context, call, (request, _) => answer(context, request)));

    private void Post(string name, Func<HttpContext, Task> answer) => routes.MapPost($"{RemoteCalls.Prefix}/{name}", (RequestDelegate)(context => GuardAsync(context, () =>
    {
        Authorize(context);
        return answer(context);
    })));

    private void Authorize(HttpContext context)
    {
        var tokens = services.Execution.Tokens;
        if (Token(context) is not { } text || tokens.Check(text) is not { Scope: TokenScopes.Worker } token)
        {
            throw Unauthorized();
        }

        if (token.IsNearEnd(services.Execution.Clock.GetUtcNow()))
        {
            context.Response.Headers[RefreshedToken.Header] = tokens.Issue(token.Subject, TokenScopes.Worker, tokens.Lifetime);
        }
    }

    private static async Task AnswerAsync<TRequest, TAnswer>(
        HttpContext context, RemoteCall<TRequest, TAnswer> call, Func<TRequest, CancellationToken, Task<TAnswer?>> answer)
    {
        TRequest request;
        try
        {
            request = await JsonSerializer.DeserializeAsync(context.Request.Body, call.Request, context.RequestAborted)
                ?? throw new AirflowException("request_invalid", $"The call {call.Name} has no body.");
        }
        catch (JsonException exception)
        {
            throw new AirflowException("request_invalid", $"The call {call.Name} cannot be read: {exception.Message}", exception);
        }

        var result = await answer(request, context.RequestAborted);
        context.Response.ContentType = "application/json";
        var body = result is null ? "null"u8.ToArray() : JsonSerializer.SerializeToUtf8Bytes(result, call.Answer);
        context.Response.ContentLength = body.Length;
        await context.Response.Body.WriteAsync(body, context.RequestAborted);
    }

    private static async Task GuardAsync(HttpContext context, Func<Task> action)
    {
        try
        {
            await action();
        }
        catch (AirflowException exception) when (!context.Response.HasStarted)
        {
            await FailAsync(context, exception.Code == "worker_not_joined" ? 403 : exception.IsTransient ? 503 : 400, exception.Code, exception);
        }
        catch (Exception exception) when (exception is ArgumentException or InvalidOperationException && !context.Response.HasStarted)
        {
            await FailAsync(context, 400, "request_invalid", exception);
        }
    }

    private static Task FailAsync(HttpContext context, int status, string code, Exception exception)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json";
        var error = new RemoteError(code, exception.Message, exception is AirflowException { IsTransient: true });
        return context.Response.Body.WriteAsync(JsonSerializer.SerializeToUtf8Bytes(error, RemoteJson.Default.RemoteError), context.RequestAborted).AsTask();
    }
}
