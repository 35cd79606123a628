namespace Airflow.Engine.Users;

/// <summary>Makes and checks the hashes that stand for passwords.</summary>
public interface IPasswordHasher
{
    string Hash(string password);

    /// <summary>Whether the password belongs to the hash; a hash in a form we do not know belongs to none.</summary>
    PasswordCheck Check(string hash, string password);
}
