/** Style sheets are read by Vite. */
declare module '*.css';
