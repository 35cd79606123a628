using System.Text.Json.Nodes;
using Airflow.Engine;
using Microsoft.AspNetCore.Http;

namespace Airflow.Celery.Flower.Http;

/// <summary>Answers in the shapes that Flower gives them: JSON objects, and errors as plain text.</summary>
internal static class Answers
{
    public static Task JsonAsync(HttpContext context, JsonNode body)
    {
        context.Response.ContentType = "application/json; charset=UTF-8";
        return context.Response.WriteAsync(PythonJson.Write(body), context.RequestAborted);
    }

    public static Task MessageAsync(HttpContext context, string message) => JsonAsync(context, new JsonObject { ["message"] = message });

    public static Task TextAsync(HttpContext context, int status, string text, string contentType = "text/plain; charset=UTF-8")
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = contentType;
        return context.Response.WriteAsync(text, context.RequestAborted);
    }

    /// <summary>Turns what goes wrong in a call into an answer.</summary>
    public static RequestDelegate Guard(RequestDelegate call) => async context =>
    {
        try
        {
            await call(context);
        }
        catch (FlowerException exception)
        {
            await TextAsync(context, exception.Status, exception.Message);
        }
        catch (AirflowException exception) when (exception.IsTransient)
        {
            await TextAsync(context, StatusCodes.Status503ServiceUnavailable, exception.Message);
        }
    };
}
