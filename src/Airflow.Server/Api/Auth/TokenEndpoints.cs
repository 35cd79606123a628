using System.Text.Json;
using System.Text.Json.Nodes;
using Airflow.Server.Api.Auth.Oidc;
using Airflow.Server.Bodies;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;

namespace Airflow.Server.Api.Auth;

/// <summary>What is below /auth: tokens for a name and a password, and the page on which people log in.</summary>
internal sealed class TokenEndpoints(ApiServices services, ILogger logger)
{
    private const string FormType = "application/x-www-form-urlencoded";

    private LoginForm Form(string next, string username = "", string? problem = null) => new(Action, next, username, problem)
    {
        Provider = services.Oidc?.Name,
        ProviderPath = new PublicAddress(services.Configuration).Path + OidcEndpoints.LoginPath,
    };

    private string Action => $"{new PublicAddress(services.Configuration).Path}/auth/login";

    public static void Map(IEndpointRouteBuilder routes, ApiServices services, ILogger logger)
    {
        var endpoints = new TokenEndpoints(services, logger);
        routes.MapPost("/auth/token", (RequestDelegate)(context => TokenAnswer.RunAsync(context, () => endpoints.CreateAsync(context, isForCli: false))));
        routes.MapPost("/auth/token/cli", (RequestDelegate)(context => TokenAnswer.RunAsync(context, () => endpoints.CreateAsync(context, isForCli: true))));
        routes.MapGet("/auth/token", (RequestDelegate)(context => TokenAnswer.RunAsync(context, () => endpoints.CreateOpenAsync(context))));
        routes.MapGet("/auth/token/login", (RequestDelegate)(context => TokenAnswer.RunAsync(context, () => endpoints.EnterOpenAsync(context))));
        routes.MapPost("/auth/login", (RequestDelegate)endpoints.EnterAsync);
        routes.MapGet("/auth/{**rest}", (RequestDelegate)endpoints.ShowAsync);
    }

    private async Task CreateAsync(HttpContext context, bool isForCli)
    {
        var (username, password) = services.Auth.IsOpen ? ("", "") : await ReadAsync(context, isForCli);
        var user = await new Login(services, logger).EnterAsync(context, username, password);
        await TokenAnswer.WriteAsync(context, 201, new JsonObject { ["access_token"] = services.Tokens.Issue(user, isForCli) });
    }

    private async Task CreateOpenAsync(HttpContext context) =>
        await TokenAnswer.WriteAsync(context, 201, new JsonObject { ["access_token"] = services.Tokens.Issue(await AnonymousAsync(context)) });

    private async Task EnterOpenAsync(HttpContext context)
    {
        var user = await AnonymousAsync(context);
        var address = new PublicAddress(services.Configuration);
        var next = context.Request.Query["next"].ToString();
        if (next.Length > 0 && !address.IsSafe(next, context.Request))
        {
            throw ApiException.BadRequest("Invalid or unsafe next URL");
        }

        TokenCookie.Set(context.Response, services.Tokens.Issue(user), address);
        Redirect(context, 307, next.Length > 0 ? next : $"{address.Path}/");
    }

    private async Task<ApiUser> AnonymousAsync(HttpContext context) => services.Auth.IsOpen
        ? await new Login(services, logger).EnterAsync(context, "", "")
        : throw new ApiException(403, "This method is only allowed if ``[core] simple_auth_manager_all_admins`` is True");

    /// <summary>The page; it works without a script.</summary>
    private Task ShowAsync(HttpContext context)
    {
        var next = context.Request.Query["next"].ToString();
        return LoginPage.WriteAsync(context, 200, Form(SafeOrNothing(context, next)));
    }

    /// <summary>The page's form: sets the cookie, and leads on.</summary>
    private async Task EnterAsync(HttpContext context)
    {
        var address = new PublicAddress(services.Configuration);
        var (next, username) = ("", "");
        try
        {
            CookieOrigin.Check(context.Request, address);
            if (!context.Request.HasFormContentType)
            {
                throw new ApiException(415, $"Only {FormType} is supported");
            }

            var form = await context.Request.ReadFormAsync(context.RequestAborted);
            next = SafeOrNothing(context, form["next"].ToString());
            username = form["username"].ToString();
            var user = await new Login(services, logger).EnterAsync(context, username, form["password"].ToString());
            TokenCookie.Set(context.Response, services.Tokens.Issue(user), address);
            Redirect(context, 303, next.Length > 0 ? next : $"{address.Path}/");
        }
        catch (ApiException exception)
        {
            await LoginPage.WriteAsync(context, exception.Status, Form(next, username, (string)exception.Detail!));
        }
        catch (Exception exception) when (exception is InvalidDataException or BadHttpRequestException)
        {
            await LoginPage.WriteAsync(context, 400, Form(next, username, "The form cannot be read"));
        }
    }

    /// <summary>Where the browser may be sent; empty when it was told to go elsewhere.</summary>
    private string SafeOrNothing(HttpContext context, string next) => new PublicAddress(services.Configuration).IsSafe(next, context.Request) ? next : "";

    private static void Redirect(HttpContext context, int status, string location)
    {
        context.Response.ContentType = null;
        context.Response.StatusCode = status;
        context.Response.Headers.Location = location;
    }

    private static async Task<(string Username, string Password)> ReadAsync(HttpContext context, bool isForCli)
    {
        var type = context.Request.ContentType?.Split(';')[0].Trim().ToLowerInvariant() ?? "application/json";
        if (type == FormType && !isForCli)
        {
            var form = await context.Request.ReadFormAsync(context.RequestAborted);
            return (form["username"].ToString(), form["password"].ToString());
        }

        return type == "application/json"
            ? LoginBody.Read(await JsonSerializer.DeserializeAsync<JsonElement>(context.Request.Body, Wire.Json, context.RequestAborted))
            : throw new ApiException(415, "Only application/json or application/x-www-form-urlencoded is supported");
    }
}
