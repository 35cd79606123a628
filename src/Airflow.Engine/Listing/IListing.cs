namespace Airflow.Engine.Listing;

/// <summary>A list that can be filtered, ordered and read page by page.</summary>
public interface IListing<T>
{
    /// <summary>Whether it has a field of this name to order by.</summary>
    bool CanOrderBy(string field);

    /// <exception cref="AirflowException">list_cursor_invalid: the cursor belongs to another order.</exception>
    Task<ListPage<T>> ListAsync(ListQuery query, CancellationToken cancellationToken);
}
