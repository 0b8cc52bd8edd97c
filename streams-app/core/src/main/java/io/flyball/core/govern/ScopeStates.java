package io.flyball.core.govern;

import io.flyball.core.model.Scope;
import io.flyball.core.spend.SliceRows;

/** Where the states of scopes are kept. What is got for change may be changed in place until the next call. */
public interface ScopeStates {
    /** The scope's state for changing, begun where there is none. */
    ScopeState change(Scope scope);

    /** The scope's closed slices. */
    SliceRows rows(Scope scope);
}
