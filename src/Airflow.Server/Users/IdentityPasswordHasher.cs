using Airflow.Engine.Users;
using Microsoft.AspNetCore.Identity;

namespace Airflow.Server.Users;

/// <summary>Hashes passwords with ASP.NET Core Identity's hasher: PBKDF2, a salt for each, settings inside the hash.</summary>
public sealed class IdentityPasswordHasher : IPasswordHasher
{
    // Identity hands the user to hashers that mix it in; its own does not
    private static readonly object NoUser = new();

    private readonly PasswordHasher<object> _hasher = new();

    public string Hash(string password) => _hasher.HashPassword(NoUser, password);

    public PasswordCheck Check(string hash, string password)
    {
        try
        {
            return _hasher.VerifyHashedPassword(NoUser, hash, password) switch
            {
                PasswordVerificationResult.Success => PasswordCheck.Right,
                PasswordVerificationResult.SuccessRehashNeeded => PasswordCheck.RightButOutdated,
                _ => PasswordCheck.Wrong,
            };
        }
        catch (FormatException)
        {
            return PasswordCheck.Wrong;
        }
    }
}
