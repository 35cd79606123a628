using System.Security.Cryptography;

namespace Airflow.Engine.Users;

/// <summary>Passwords that nobody could guess.</summary>
public static class RandomPassword
{
    // no letters that look alike: people type these from a screen
    private const string Letters = "abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789";

    public static string New(int length = 16) => RandomNumberGenerator.GetString(Letters, length);
}
