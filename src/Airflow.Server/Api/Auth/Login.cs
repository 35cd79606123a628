using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Airflow.Server.Api.Auth;

/// <summary>Lets in whoever knows a name and its password; logs who did not, and slows down who tries on.</summary>
internal sealed partial class Login(ApiServices services, ILogger logger)
{
    private const int MaxNameLength = 512;
    private const int MaxPasswordLength = 4096;

    /// <exception cref="ApiException">400 without a name or password, 401 with wrong ones, 429 after too many of those.</exception>
    public async Task<ApiUser> EnterAsync(HttpContext context, string username, string password)
    {
        if (services.Auth.IsOpen)
        {
            return await services.Auth.LoginAsync(username, password, context.RequestAborted) ?? throw Invalid();
        }

        if (username.Length == 0 || password.Length == 0)
        {
            throw ApiException.BadRequest("Username and password must be provided");
        }

        var address = context.Connection.RemoteIpAddress?.ToString() ?? "";
        var name = username[..Math.Min(username.Length, MaxNameLength)];
        if (services.Throttle.WaitOf(address, name) is { } wait)
        {
            Log.Slowed(logger, Readable(name), address);
            context.Response.Headers.RetryAfter = Math.Ceiling(wait.TotalSeconds).ToString(CultureInfo.InvariantCulture);
            throw new ApiException(429, "Too many failed logins; try again later");
        }

        var user = username.Length > MaxNameLength || password.Length > MaxPasswordLength || username.Contains('\0', StringComparison.Ordinal)
            ? null
            : await services.Auth.LoginAsync(username, password, context.RequestAborted);
        if (user is null)
        {
            services.Throttle.Fail(address, name);
            Log.Refused(logger, Readable(name), address);
            throw Invalid();
        }

        services.Throttle.Succeed(address, name);
        Log.Entered(logger, user.Name, address);
        return user;
    }

    private static ApiException Invalid() => new(401, "Invalid credentials");

    /// <summary>A line of the log stays one line, whatever a name holds.</summary>
    private static string Readable(string name) => string.Concat(name.Select(static letter => char.IsControl(letter) ? '?' : letter));

    private static partial class Log
    {
        [LoggerMessage(7311, LogLevel.Information, "{User} logged in from {Address}")]
        public static partial void Entered(ILogger logger, string user, string address);

        [LoggerMessage(7312, LogLevel.Warning, "A login as {User} from {Address} was refused: the name or the password is wrong")]
        public static partial void Refused(ILogger logger, string user, string address);

        [LoggerMessage(7313, LogLevel.Warning, "A login as {User} from {Address} was refused: there were too many wrong ones before")]
        public static partial void Slowed(ILogger logger, string user, string address);
    }
}
