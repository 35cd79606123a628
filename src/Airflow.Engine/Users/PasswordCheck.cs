namespace Airflow.Engine.Users;

/// <summary>What comparing a password with a hash found.</summary>
public enum PasswordCheck
{
    Wrong,
    Right,
    /// <summary>Right, but the hash was made with weaker settings and should be made anew.</summary>
    RightButOutdated,
}
