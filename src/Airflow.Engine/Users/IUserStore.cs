namespace Airflow.Engine.Users;

/// <summary>Users and roles (tables ab_user, ab_role, …). User names and mail addresses are unique without regard to case.</summary>
public interface IUserStore
{
    Task<User?> FindAsync(string username, CancellationToken cancellationToken);
    Task<User?> FindByEmailAsync(string email, CancellationToken cancellationToken);
    Task<IReadOnlyList<User>> ListAsync(CancellationToken cancellationToken);
    /// <summary>False when the name or the mail address is taken. Unknown role: AirflowException code role_not_found.</summary>
    Task<bool> AddAsync(User user, CancellationToken cancellationToken);
    /// <summary>Replaces everything of the user of that id, roles included.</summary>
    Task<bool> UpdateAsync(User user, CancellationToken cancellationToken);
    Task<bool> DeleteAsync(int id, CancellationToken cancellationToken);
    /// <summary>The same as <see cref="UpdateAsync"/>, unless nobody active would be Admin afterwards. Personal access tokens do not follow to another name.</summary>
    /// <exception cref="AirflowException">last_admin; role_not_found, user_exists.</exception>
    Task<bool> UpdateKeepingAdminAsync(User user, CancellationToken cancellationToken);
    /// <summary>The same as <see cref="DeleteAsync"/>, unless nobody active would be Admin afterwards.</summary>
    /// <exception cref="AirflowException">last_admin.</exception>
    Task<bool> DeleteKeepingAdminAsync(int id, CancellationToken cancellationToken);
    Task<IReadOnlyList<Role>> ListRolesAsync(CancellationToken cancellationToken);
    Task<Role?> FindRoleAsync(string name, CancellationToken cancellationToken);
    Task<bool> AddRoleAsync(Role role, CancellationToken cancellationToken);
    Task<bool> UpdateRoleAsync(Role role, CancellationToken cancellationToken);
    /// <summary>False when there is no such role, or one of the new name already.</summary>
    Task<bool> RenameRoleAsync(string name, string newName, CancellationToken cancellationToken);
    Task<bool> DeleteRoleAsync(string name, CancellationToken cancellationToken);
}
