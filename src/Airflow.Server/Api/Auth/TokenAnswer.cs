using System.Text.Json;
using System.Text.Json.Nodes;
using Airflow.Engine;
using Airflow.Server.Bodies;
using Microsoft.AspNetCore.Http;

namespace Airflow.Server.Api.Auth;

/// <summary>Answers below /auth, whose refusals look like those of the REST API.</summary>
internal static class TokenAnswer
{
    public static async Task RunAsync(HttpContext context, Func<Task> answer)
    {
        context.Response.ContentType = "application/json";
        context.Response.Headers.CacheControl = "no-store";
        try
        {
            await answer();
        }
        catch (ApiException exception)
        {
            await WriteAsync(context, exception.Status, new JsonObject { ["detail"] = exception.Detail.DeepClone() });
        }
        catch (BadHttpRequestException exception)
        {
            await WriteAsync(context, exception.StatusCode, new JsonObject { ["detail"] = exception.Message });
        }
        catch (Exception exception) when (exception is JsonException or InvalidDataException or InvalidOperationException)
        {
            // no JSON, no form, or text that is none
            await WriteAsync(context, 400, new JsonObject { ["detail"] = "The body cannot be read" });
        }
        catch (AirflowException exception)
        {
            await WriteAsync(context, exception.IsTransient ? 503 : 500, new JsonObject { ["detail"] = exception.IsTransient ? exception.Message : "Internal Server Error" });
        }
    }

    public static Task WriteAsync(HttpContext context, int status, JsonObject body)
    {
        context.Response.StatusCode = status;
        return context.Response.WriteAsync(body.ToJsonString(Wire.Json), context.RequestAborted);
    }
}
