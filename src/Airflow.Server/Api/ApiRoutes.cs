using System.Text.Json.Nodes;
using Airflow.Engine;
using Airflow.Server.Api.Auth;
using Airflow.Server.Bodies;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Template;
using Microsoft.Extensions.Logging;

namespace Airflow.Server.Api;

/// <summary>Maps the operations of the REST API: credential, right, checks and errors are dealt with here, once for all.</summary>
internal sealed partial class ApiRoutes(IEndpointRouteBuilder routes, ApiServices services, ILogger logger)
{
    public const string Prefix = "/api/v2";

    /// <summary>What the web interface alone calls.</summary>
    public const string UiPrefix = "/ui";

    private const int MaxLoggedPath = 300;

    private readonly List<ApiOperation> operations = [];
    private readonly ApiCredentials credentials = new(services);

    /// <summary>Every operation, in the order in which they were mapped.</summary>
    public IReadOnlyList<ApiOperation> Operations => operations;

    public void Map(ApiOperation operation)
    {
        operations.Add(operation);
        routes.MapMethods(operation.Path, [operation.Method], (RequestDelegate)(context => AnswerAsync(context, operation)));
    }

    /// <summary>What is below /api/v2 and is no operation. Mapped last.</summary>
    public void MapRest()
    {
        routes.Map("/api/v1/{**rest}", context => MovedAsync(context, "/api/v1 has been removed in Airflow 3, please use its upgraded version /api/v2 instead."));
        routes.Map("/api/{**rest}", MissAsync);
        routes.Map(UiPrefix + "/{**rest}", MissAsync);
    }

    private async Task AnswerAsync(HttpContext context, ApiOperation operation)
    {
        Begin(context);
        if (context.Request.Path.Value is [.., '/'])
        {
            await MissAsync(context);
            return;
        }

        try
        {
            var user = operation.Need.IsNothing ? null : await AuthorizeAsync(context, operation);
            var input = await ApiInput.ReadAsync(context, operation);
            await operation.Handler(new ApiCall(context, services, operation, user, input));
        }
        catch (ApiException exception) when (!context.Response.HasStarted)
        {
            if (exception.LogId is { } id)
            {
                Log.Collided(logger, operation.Id, id);
            }

            await FailAsync(context, exception.Status, exception.Detail);
        }
        catch (BadHttpRequestException exception) when (!context.Response.HasStarted)
        {
            await FailAsync(context, exception.StatusCode, exception.Message);
        }
        catch (AirflowException exception) when (!context.Response.HasStarted)
        {
            await FailAsync(context, exception.IsTransient ? 503 : 400, exception.Message);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // nobody waits for the answer any more
            context.Abort();
        }
        catch (Exception exception) when (!context.Response.HasStarted)
        {
            // what went wrong inside is for the log, not for whoever asks
            Log.Failed(logger, exception, operation.Id);
            await FailAsync(context, 500, "Internal Server Error");
        }
    }

    private async Task<ApiUser> AuthorizeAsync(HttpContext context, ApiOperation operation)
    {
        var user = await credentials.FindAsync(context);
        var (action, resource) = operation.Need;
        var dagId = ApiResources.IsOfDag(resource) ? (string?)context.Request.RouteValues["dag_id"] : null;
        var isAllowed = dagId switch
        {
            // a list is made of what the caller may see; a change of everything needs the right to everything
            null or "~" => user.Can(action, resource) || (operation.IsList && user.DagsFor(action, resource) is not { Count: 0 }),
            _ => user.CanFor(dagId, action, resource),
        };
        if (!isAllowed)
        {
            Log.Refused(logger, user.Name, operation.Id, action, resource);
            throw new ApiException(403, "Forbidden");
        }

        return user;
    }

    private Task MissAsync(HttpContext context)
    {
        Begin(context);
        if (HttpMethods.IsGet(context.Request.Method) && !FirstMethods(context).Any())
        {
            return WriteAsync(context, 404, new JsonObject { ["error"] = "API route not found" });
        }

        var first = FirstMethods(context).FirstOrDefault() ?? "GET";
        context.Response.Headers.Allow = first;
        return FailAsync(context, 405, "Method Not Allowed");
    }

    /// <summary>The methods of the operations at this path.</summary>
    private IEnumerable<string> FirstMethods(HttpContext context) => operations
        .Where(operation => new TemplateMatcher(TemplateParser.Parse(operation.Path.TrimStart('/')), []).TryMatch(context.Request.Path, [])
            && context.Request.Path.Value is not [.., '/'])
        .Select(static operation => operation.Method);

    private Task MovedAsync(HttpContext context, string error)
    {
        Begin(context);
        return WriteAsync(context, 404, new JsonObject { ["error"] = error });
    }

    private static void Begin(HttpContext context)
    {
        context.Response.ContentType = "application/json";
        context.Response.Headers.Vary = "Accept-Encoding";
    }

    private Task FailAsync(HttpContext context, int status, JsonNode detail) =>
        WriteAsync(context, status, new JsonObject { ["detail"] = detail.DeepClone() });

    private async Task WriteAsync(HttpContext context, int status, JsonObject body)
    {
        if (status < 500 && logger.IsEnabled(LogLevel.Information))
        {
            // as it was sent, so that no letter of it breaks a line of the log; what the body held is for nobody to read
            var path = context.Request.Path.ToUriComponent();
            Log.NotDone(logger, context.Request.Method, path.Length > MaxLoggedPath ? path[..MaxLoggedPath] + "…" : path, context.Connection.RemoteIpAddress, status);
        }

        context.Response.StatusCode = status;
        if (!HttpMethods.IsHead(context.Request.Method))
        {
            await context.Response.WriteAsync(body.ToJsonString(Wire.Json), context.RequestAborted);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(7301, LogLevel.Error, "{Operation} failed")]
        public static partial void Failed(ILogger logger, Exception exception, string operation);

        [LoggerMessage(7302, LogLevel.Warning, "{User} was refused {Operation}: {Action} on {Resource} is needed")]
        public static partial void Refused(ILogger logger, string user, string operation, string action, string resource);

        [LoggerMessage(7303, LogLevel.Information, "{Operation} would have made what is there already (error id {ErrorId})")]
        public static partial void Collided(ILogger logger, string operation, string errorId);

        [LoggerMessage(7304, LogLevel.Information, "{Method} {Path} from {Address} was refused: {Status}")]
        public static partial void NotDone(ILogger logger, string method, string path, System.Net.IPAddress? address, int status);
    }
}
