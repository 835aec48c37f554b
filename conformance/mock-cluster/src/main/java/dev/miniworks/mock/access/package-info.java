/**
 * Rights by roles and their bindings, as RBAC grants them. What differs: the roles that a real
 * cluster is born with are not there as objects, though what they grant everybody is granted; roles
 * are not aggregated; nobody is kept from granting more than he has.
 */
package dev.miniworks.mock.access;
